#!/usr/bin/env node
// What the image runs: the web server without arguments, or one of its commands, which are named like the scripts of
// package.json: `refill migrate`, `refill verify --since-last`. `refill help` lists them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// npm does the same for the scripts: from here the commands take the paths that they are given.
process.env.INIT_CWD = process.cwd();
process.chdir(fileURLToPath(new URL(".", import.meta.url)));
process.env.NODE_ENV = "production";
const commands = JSON.parse(readFileSync("commands.json", "utf8"));
const [name = "start", ...args] = process.argv.slice(2);

if (name === "start") {
  // Next writes it; here it does not exist.
  const server = "./server.js";
  await import(server);
} else if (Object.hasOwn(commands, name)) {
  const command = commands[name];
  process.argv.splice(1, process.argv.length, command.file, ...command.args, ...args);
  await import(`./commands/${command.file}`);
} else if (name === "help") {
  console.log(["start", ...Object.keys(commands)].join("\n"));
} else {
  console.error(`No such command: ${name}. There are start, ${Object.keys(commands).join(", ")}.`);
  process.exitCode = 1;
}
