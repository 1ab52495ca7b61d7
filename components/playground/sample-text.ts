/** Sample text for the playground, long enough to cost more than one credit. */
export const sampleText = `A reservoir is a promise about time. Rain falls when it likes, but a town drinks every day, so the town builds a wall across a valley and lets the water gather behind it. For most of the year nobody thinks about the reservoir at all. It fills in winter and sinks in summer, and the line of bare stone around its edge moves up and down like slow breathing.

The people who look after it think in levels. Every morning someone reads a painted scale on the intake tower and writes the number down. One reading says little. A year of readings says when the town is careless, when the pipes leak, and how long the water would last if the rain stayed away. The record is kept in ink, and a wrong figure is never rubbed out: it is crossed through and the right one is written beside it, with a name.

There are two ways to run short. The first is drought, which everyone can see. The second is an unexplained difference, and it worries the keepers far more. If more has gone out than the gates let through, then something is wrong with the wall, the meter or the book, and the keeper does not sleep until the level, the meter and the book agree again.

Some of the water is spoken for before it leaves. When the mill upstream asks for an afternoon's flow, the keeper sets that much aside and does not sell it twice. If the mill uses less, the rest goes back to the town in the evening. Nothing is taken from the mill for water that never turned its wheel.

Then the autumn comes, the streams swell, and the level climbs to the mark it always climbs to. Nobody applauds. The keeper reads the scale, writes the number down, and the year begins again from full.`;
