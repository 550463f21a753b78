// Runs emulate's Google on the loopback interface until this process is ended.
// Standard input: its seed as JSON. Standard output: one line, its address.
import { readFileSync } from "node:fs";
import { createEmulator } from "emulate";

const seed = JSON.parse(readFileSync(0, "utf8"));
const emulator = await createEmulator({
  service: "google",
  hostname: "127.0.0.1",
  port: 0,
  seed: { google: seed },
});
console.log(emulator.url);
