/* Zips, written without compression and read with or without it. The comment says which course a zip is of. */
const CRC = Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
const crc32 = (bytes) => (bytes.reduce((crc, byte) => CRC[(crc ^ byte) & 255] ^ (crc >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;

function fields(...pairs) {
  const made = new DataView(new ArrayBuffer(pairs.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of pairs) {
    if (size === 2) made.setUint16(at, value, true); else made.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(made.buffer);
}

/* A Blob of the files {name: text}, in the order of their names. */
function writeZip(files, comment) {
  const encode = new TextEncoder();
  const now = new Date();
  const time = (now.getHours() << 11) | (now.getMinutes() << 5) | (now.getSeconds() >> 1);
  const date = (Math.max(0, now.getFullYear() - 1980) << 9) | ((now.getMonth() + 1) << 5) | now.getDate();
  const parts = [], central = [];
  let at = 0;
  for (const name of Object.keys(files).sort()) {
    const path = encode.encode(name), content = encode.encode(files[name]);
    const shared = [[2, 20], [2, 0x800], [2, 0], [2, time], [2, date], [4, crc32(content)], [4, content.length], [4, content.length], [2, path.length], [2, 0]];
    const head = fields([4, 0x04034b50], ...shared);
    central.push(fields([4, 0x02014b50], [2, 20], ...shared, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]), path);
    parts.push(head, path, content);
    at += head.length + path.length + content.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const said = encode.encode(comment), count = Object.keys(files).length;
  const end = fields([4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, at], [2, said.length]);
  return new Blob([...parts, ...central, end, said], { type: "application/zip" });
}

/* {comment, files: {name: text}}; throws where it is no zip that can be read. */
async function readZip(buffer) {
  const view = new DataView(buffer), decode = new TextDecoder();
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error("this is no zip");
  const text = (from, length) => decode.decode(new Uint8Array(buffer, from, length));
  const files = {};
  let at = view.getUint32(end + 16, true);
  for (let count = view.getUint16(end + 10, true); count; count--) {
    const [method, packed, name, extra, remark] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const place = view.getUint32(at + 42, true), path = text(at + 46, name);
    at += 46 + name + extra + remark;
    if (path.endsWith("/") || view.getUint32(at - 46 - name - extra - remark + 24, true) > 262144) continue;
    const content = new Uint8Array(buffer, place + 30 + view.getUint16(place + 26, true) + view.getUint16(place + 28, true), packed);
    if (method === 0) files[path] = decode.decode(content);
    else if (method === 8) files[path] = await new Response(new Blob([content]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).text();
  }
  return { comment: text(end + 22, view.getUint16(end + 20, true)), files };
}
