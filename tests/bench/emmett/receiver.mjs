// Emmett's own consumer follows the sender's store; what it brings is appended, with its consequence, to a store of ours.
import { getPostgreSQLEventStore } from "@event-driven-io/emmett-postgresql";
import { isExpectedVersionConflictError } from "@event-driven-io/emmett";

const { sender, receiver } = JSON.parse(process.env.BENCH);
const own = getPostgreSQLEventStore(receiver);
await own.schema.migrate();
const theirs = getPostgreSQLEventStore(sender);
await theirs.schema.migrate();
const consumer = theirs.consumer();
consumer.reactor({
  processorId: "shelving",
  eachMessage: async (event) => {
    if (event.type !== "ParcelSent") return;
    const facts = [{ type: "Received", data: event.data }, { type: "ParcelShelved", data: { number: event.data.number } }];
    try {
      await own.appendToStream(`shelf-${event.data.number}`, facts, { expectedStreamVersion: "STREAM_DOES_NOT_EXIST" });
    } catch (error) {
      if (!isExpectedVersionConflictError(error)) throw error; // it came before
    }
  },
});
process.on("SIGTERM", () => process.exit(0));
console.log("ready");
await consumer.start();
