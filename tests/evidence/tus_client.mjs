// Uploads one file with the tus-js-client that the PWA's folder has installed: node tus_client.mjs '{"modules": …, …}'.
// Prints {url, offset} when the upload is done, and fails otherwise.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const wanted = JSON.parse(process.argv[2]);
const tus = createRequire(`${wanted.modules}/package.json`)("tus-js-client");
const bytes = readFileSync(wanted.file);

const upload = new tus.Upload(bytes, {
  endpoint: wanted.endpoint,
  headers: { Authorization: wanted.authorization },
  metadata: wanted.metadata,
  chunkSize: wanted.chunkSize ?? Number.POSITIVE_INFINITY,
  uploadDataDuringCreation: wanted.withCreation ?? false,
  retryDelays: Array.from({ length: 60 }, () => 20),
  onError: (error) => {
    console.error(String(error));
    process.exit(1);
  },
  onSuccess: () => console.log(JSON.stringify({ url: upload.url })),
});
upload.start();
