/** Takes a stream that was refused for one that broke, and does not send it again. */
import { constants } from "node:http2";
import { wire } from "../support/answers.ts";
import { drive } from "../support/drive.ts";

const { NGHTTP2_INTERNAL_ERROR, NGHTTP2_REFUSED_STREAM } = constants;

wire({ reset: (code) => (code === NGHTTP2_REFUSED_STREAM ? NGHTTP2_INTERNAL_ERROR : code) });

await drive({});
