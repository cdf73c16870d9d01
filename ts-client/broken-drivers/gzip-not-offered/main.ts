/** Does not say that it reads gzip. */
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

wire({ request: (headers) => ({ ...headers, "grpc-accept-encoding": "identity,deflate" }) });

await drive({});
