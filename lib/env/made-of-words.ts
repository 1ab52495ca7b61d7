/**
 * Whether a secret is a phrase: four or more words with separators or capitals, or common words run together. Random
 * characters in hex, base32 or base64 have digits or capitals in the middle, where words have none.
 */
export function isMadeOfWords(secret: string): boolean {
  const pieces = secret.split(/[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  const words = pieces.filter((piece) => WORD.test(piece) && VOWEL.test(piece));
  if (words.length >= 4 && length(words) >= length(pieces) * MOST) return true;
  const letters = secret.toLowerCase().replaceAll(/[^a-z]/g, "");
  const rest = letters.replaceAll(COMMON, "");
  return letters.length >= secret.length * MOST && rest.length <= letters.length * (1 - MOST);
}

const MOST = 0.75;
const WORD = /^([A-Z]?[a-z]+|[A-Z]+)$/;
const VOWEL = /[aeiouy]/i;

// Common words of three letters and more.
const COMMON = new RegExp(
  [
    "about|after|again|alpha|apple|back|banana|battery|because|been|black|blue|bravo|brown|cat|cloud|correct|could",
    "credit|data|day|delta|dog|dragon|even|every|first|fish|for|fox|from|fuck|give|good|green|hello|have|home|horse",
    "house|into|its|jump(?:s|ed)?|just|know|lazy|like|light|long|look|love|make|master|monkey|money|more|moon|most",
    "mother|much|must|name|never|new|night|not|now|one|only|open|orange|other|our|over|people|please|purple|quick",
    "red|refill|river|said|say|see|session|ship|should|sign|some|staple|star|stripe|sun|super|take|than|that|the",
    "them|then|there|these|they|think|this|time|token|tree|two|use|user|very|want|was|water|way|well|were|what|when",
    "which|white|who|will|with|word|work|world|would|year|yellow|you|your|auth|next|key|and|are|but|can|dont",
  ].join("|"),
  "g",
);

function length(pieces: readonly string[]): number {
  return pieces.join("").length;
}
