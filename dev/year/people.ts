import type { Random } from "./random";

export type Identity = { name: string; email: string };

const FIRST =
  "Ada Aisha Alma Amara Anton Arjun Astrid Ben Bianca Carla Chidi Clara Daniel Dara David Elena Elif Emil Emma Esther Farah Felix Fiona Gabriel Grace Hana Hugo Ida Ines Isaac Jana Jonas Julia Kai Karim Kira Lars Leila Liam Lina Luca Maja Marco Maria Mateo Maya Mila Miriam Nadia Nils Nina Noah Olga Omar Paula Pavel Petra Priya Rafael Rosa Ruben Salma Sam Sara Sofia Sven Tara Theo Tomas Vera Victor Wanda Yara Yusuf Zoe".split(
    " ",
  );

const LAST =
  "Abebe Adler Almeida Andersen Bauer Bello Berg Bianchi Brandt Castro Chen Costa Dahl Diaz Dubois Eriksen Fischer Fontana Garcia Haddad Hansen Horvat Ito Jansen Kaya Keller Khan Klein Kovacs Larsen Lehmann Lopez Marino Meyer Moreau Moretti Mueller Nakamura Nguyen Novak Okafor Olsen Park Patel Pereira Petrov Popescu Rahman Ricci Rossi Russo Sato Schmidt Silva Singh Sorensen Suzuki Tanaka Torres Vargas Vogel Wagner Weber Yilmaz Zhang".split(
    " ",
  );

const COMPANIES =
  "Alder Analytics,Birchwood Labs,Bluefin Media,Copperline,Driftwood Studio,Eastgate Robotics,Fieldnote,Granite Legal,Harbor Health,Inkwell Press,Juniper Games,Kestrel Maps,Lantern Learning,Meadow Foods,Northlight,Orchard Finance,Pinecone Travel,Quarry Systems,Riverbend,Saltmarsh Design,Tidewater,Umbra Security,Violet Retail,Westwind Energy".split(
    ",",
  );

/** The domains that are reserved for examples (RFC 2606): no mail ever reaches anyone. */
const DOMAINS = [
  ["example.com", 5],
  ["example.org", 2],
  ["example.net", 2],
] as const;

/** People with names and addresses, no two alike; now and then the shared mailbox of a company. */
export function identities(random: Random, count: number): Identity[] {
  const companies = COMPANIES.map((name) => ({ name, email: `team@${slug(name)}.example` }));
  const taken = new Set<string>();
  const all: Identity[] = [];
  while (all.length < count) {
    const company = random.chance(0.08) ? companies.shift() : undefined;
    const one = company ?? person(random);
    if (taken.has(one.email)) continue;
    taken.add(one.email);
    all.push(one);
  }
  return all;
}

function person(random: Random): Identity {
  const name = `${random.pick(FIRST)} ${random.pick(LAST)}`;
  return { name, email: `${name.toLowerCase().replace(" ", ".")}@${random.weighted(DOMAINS)}` };
}

const slug = (name: string): string => name.toLowerCase().replaceAll(" ", "-");
