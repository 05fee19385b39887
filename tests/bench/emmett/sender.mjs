// Commands, one JSON line each, are decided here, one after another: see emmett_store.py for why.
import { createInterface } from "node:readline";
import { randomUUID } from "node:crypto";
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";

const { sender } = JSON.parse(process.env.BENCH);
const UNDER_WAY = 1;
const store = getPostgreSQLEventStore(sender);
await store.schema.migrate();
process.on("SIGTERM", () => process.exit(0));

const waiting = [];
let running = 0;
const next = () => {
  while (running < UNDER_WAY && waiting.length) {
    const { number, agency, text, worth } = JSON.parse(waiting.shift());
    running += 1;
    const fact = { type: "ParcelSent", data: { fact: randomUUID(), number, agency, text, worth } };
    store.appendToStream(`parcel-${number}`, [fact], { expectedStreamVersion: "STREAM_DOES_NOT_EXIST" }).then(() => {
      running -= 1;
      process.stdout.write("saved\n");
      next();
    });
  }
};
console.log("ready");
createInterface({ input: process.stdin }).on("line", (line) => { waiting.push(line); next(); });
