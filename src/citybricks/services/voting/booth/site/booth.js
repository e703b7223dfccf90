/* The voting booth of citybricks, built from frontend/booth. Licences: see NOTICE. */
(() => {
  // src/protocol/canonical.js
  var MOST_LENGTH = 1 << 20;
  var write = (value) => JSON.stringify(value);
  function read(text2) {
    if (text2.length > MOST_LENGTH) throw new RangeError("a file is longer than this booth reads");
    const value = JSON.parse(text2);
    if (write(value) !== text2) throw new RangeError("a file is not in canonical form");
    return value;
  }

  // node_modules/@noble/hashes/utils.js
  function isBytes(a) {
    return a instanceof Uint8Array || ArrayBuffer.isView(a) && a.constructor.name === "Uint8Array" && "BYTES_PER_ELEMENT" in a && a.BYTES_PER_ELEMENT === 1;
  }
  var atitle = (title) => title ? `"${title}" ` : "";
  function anumber(n, title = "") {
    if (typeof n !== "number")
      throw new TypeError(atitle(title) + "expected number, got " + typeof n);
    if (!Number.isSafeInteger(n) || n < 0)
      throw new RangeError(atitle(title) + "expected integer >= 0, got " + n);
    return n;
  }
  function abytes(value, length, title = "") {
    if (isBytes(value) && (length === void 0 || value.length === length))
      return value;
    if (length !== void 0)
      anumber(length, "length");
    const bytes2 = isBytes(value);
    const ofLen = length !== void 0 ? ` of length ${length}` : "";
    const got = bytes2 ? `length=${value.length}` : `type=${typeof value}`;
    const message = atitle(title) + "expected Uint8Array" + ofLen + ", got " + got;
    if (!bytes2)
      throw new TypeError(message);
    throw new RangeError(message);
  }
  function ahash(h) {
    if (typeof h !== "function" || typeof h.create !== "function")
      throw new TypeError("expected hash wrapped by utils.createHasher");
    anumber(h.outputLen);
    anumber(h.blockLen);
    if (h.outputLen < 1 || h.blockLen < 1)
      throw new Error("hash blockLen / outputLen must be >= 1");
  }
  var aobject = (value, label) => {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError((label === "object" ? "" : `"${label}" `) + "expected object, got type=" + typeof value);
  };
  var aopts = (value, label) => {
    aobject(value, label);
    const proto = Object.getPrototypeOf(value);
    if (proto !== Object.prototype && proto !== null)
      throw new TypeError(`"${label}" expected plain object`);
    if (Object.hasOwn(value, "__proto__"))
      throw new TypeError(`"${label}.__proto__" is not allowed`);
  };
  function aexists(instance, checkFinished = true) {
    if (instance.destroyed)
      throw new Error("hash was destroyed");
    if (checkFinished && instance.finished)
      throw new Error("digest() was already called");
  }
  function aoutput(out, instance) {
    abytes(out, void 0, "output");
    const min = instance.outputLen;
    if (!(out.length >= min)) {
      throw new RangeError('"output" expected length >= ' + min);
    }
  }
  function clean(...arrays) {
    for (let i = 0; i < arrays.length; i++) {
      arrays[i].fill(0);
    }
  }
  function createView(arr) {
    return new DataView(arr.buffer, arr.byteOffset, arr.byteLength);
  }
  function rotr(word, shift) {
    return word << 32 - shift | word >>> shift;
  }
  var hasHexBuiltin = /* @__PURE__ */ (() => (
    // @ts-ignore
    typeof Uint8Array.from([]).toHex === "function" && typeof Uint8Array.fromHex === "function"
  ))();
  var hexes = /* @__PURE__ */ Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0"));
  function bytesToHex(bytes2) {
    abytes(bytes2);
    if (hasHexBuiltin)
      return bytes2.toHex();
    let hex2 = "";
    for (let i = 0; i < bytes2.length; i++) {
      hex2 += hexes[bytes2[i]];
    }
    return hex2;
  }
  function asciiToBase16(ch) {
    return ch >= 48 && ch <= 57 ? ch - 48 : ch >= 65 && ch <= 70 ? ch - (65 - 10) : ch >= 97 && ch <= 102 ? ch - (97 - 10) : void 0;
  }
  function hexToBytes(hex2) {
    if (typeof hex2 !== "string")
      throw new TypeError("hex string expected, got " + typeof hex2);
    if (hasHexBuiltin) {
      try {
        return Uint8Array.fromHex(hex2);
      } catch (error) {
        if (error instanceof SyntaxError)
          throw new RangeError(error.message);
        throw error;
      }
    }
    const hl = hex2.length;
    const al = hl / 2;
    if (hl % 2)
      throw new RangeError("hex string expected, got unpadded hex of length " + hl);
    const array = new Uint8Array(al);
    for (let ai = 0, hi = 0; ai < al; ai++, hi += 2) {
      const n1 = asciiToBase16(hex2.charCodeAt(hi));
      const n2 = asciiToBase16(hex2.charCodeAt(hi + 1));
      if (n1 === void 0 || n2 === void 0) {
        const char = hex2[hi] + hex2[hi + 1];
        throw new RangeError('hex string expected, got non-hex character "' + char + '" at index ' + hi);
      }
      array[ai] = n1 * 16 + n2;
    }
    return array;
  }
  function utf8ToBytes(str) {
    if (typeof str !== "string")
      throw new TypeError("string expected");
    const encoded = new TextEncoder().encode(str);
    try {
      return new Uint8Array(encoded);
    } finally {
      clean(encoded);
    }
  }
  function kdfInputToBytes(data, errorTitle = "") {
    if (typeof data === "string")
      return utf8ToBytes(data);
    return abytes(data, void 0, errorTitle);
  }
  function concatBytes(...arrays) {
    let sum = 0;
    for (let i = 0; i < arrays.length; i++) {
      const a = arrays[i];
      abytes(a);
      sum += a.length;
    }
    const res = new Uint8Array(sum);
    for (let i = 0, pad = 0; i < arrays.length; i++) {
      const a = arrays[i];
      res.set(a, pad);
      pad += a.length;
    }
    return res;
  }
  function checkOpts(defaults, opts, title = "opts") {
    aopts(defaults, "defaults");
    if (opts !== void 0)
      aopts(opts, title);
    const merged = Object.assign(/* @__PURE__ */ Object.create(null), defaults, opts);
    return merged;
  }
  function createHasher(hashCons, info = {}) {
    if (typeof hashCons !== "function")
      throw new TypeError('"hashCons" expected function, got type=' + typeof hashCons);
    info = checkOpts({}, info, "info");
    const hashC = (msg, opts) => hashCons(opts).update(msg).digest();
    const tmp = hashCons(void 0);
    hashC.outputLen = tmp.outputLen;
    hashC.blockLen = tmp.blockLen;
    hashC.canXOF = tmp.canXOF;
    hashC.create = (opts) => hashCons(opts);
    Object.assign(hashC, info);
    return Object.freeze(hashC);
  }
  function randomBytes(bytesLength = 32) {
    anumber(bytesLength, "bytesLength");
    const cr = typeof globalThis === "object" ? globalThis.crypto : null;
    if (typeof cr?.getRandomValues !== "function")
      throw new Error("crypto.getRandomValues must be defined");
    if (bytesLength > 65536)
      throw new RangeError(`"bytesLength" expected <= 65536, got ${bytesLength}`);
    return cr.getRandomValues(new Uint8Array(bytesLength));
  }
  var oidNist = (suffix) => ({
    // Current NIST hashAlgs suffixes used here fit in one DER subidentifier octet.
    // Larger suffix values would need base-128 OID encoding and a different length byte.
    oid: Uint8Array.from([6, 9, 96, 134, 72, 1, 101, 3, 4, 2, suffix])
  });

  // node_modules/@noble/hashes/hmac.js
  var _HMAC = class {
    oHash;
    iHash;
    blockLen;
    outputLen;
    canXOF = false;
    finished = false;
    destroyed = false;
    constructor(hash, key) {
      ahash(hash);
      abytes(key, void 0, "key");
      this.iHash = hash.create();
      if (typeof this.iHash.update !== "function")
        throw new Error("expected Hash instance");
      this.blockLen = this.iHash.blockLen;
      this.outputLen = this.iHash.outputLen;
      const blockLen = this.blockLen;
      const pad = new Uint8Array(blockLen);
      pad.set(key.length > blockLen ? hash.create().update(key).digest() : key);
      for (let i = 0; i < pad.length; i++)
        pad[i] ^= 54;
      this.iHash.update(pad);
      this.oHash = hash.create();
      for (let i = 0; i < pad.length; i++)
        pad[i] ^= 54 ^ 92;
      this.oHash.update(pad);
      clean(pad);
    }
    update(buf) {
      aexists(this);
      this.iHash.update(buf);
      return this;
    }
    digestInto(out) {
      aexists(this);
      aoutput(out, this);
      this.finished = true;
      const buf = out.subarray(0, this.outputLen);
      this.iHash.digestInto(buf);
      this.oHash.update(buf);
      this.oHash.digestInto(buf);
      this.destroy();
    }
    digest() {
      const out = new Uint8Array(this.oHash.outputLen);
      this.digestInto(out);
      return out;
    }
    _cloneInto(to) {
      to ||= Object.create(Object.getPrototypeOf(this), {});
      const { oHash, iHash, finished, destroyed, blockLen, outputLen, canXOF } = this;
      to = to;
      to.finished = finished;
      to.destroyed = destroyed;
      to.blockLen = blockLen;
      to.outputLen = outputLen;
      to.canXOF = canXOF;
      to.oHash = oHash._cloneInto(to.oHash);
      to.iHash = iHash._cloneInto(to.iHash);
      return to;
    }
    clone() {
      return this._cloneInto();
    }
    destroy() {
      this.destroyed = true;
      this.oHash.destroy();
      this.iHash.destroy();
    }
  };
  var hmac = /* @__PURE__ */ (() => {
    const hmac_ = ((hash, key, message) => new _HMAC(hash, key).update(message).digest());
    hmac_.create = (hash, key) => new _HMAC(hash, key);
    return hmac_;
  })();

  // node_modules/@noble/hashes/pbkdf2.js
  function pbkdf2Init(hash, _password, _salt, _opts) {
    ahash(hash);
    const opts = checkOpts({ dkLen: 32, asyncTick: 10 }, _opts);
    const { c, dkLen, asyncTick } = opts;
    anumber(c, "c");
    anumber(dkLen, "dkLen");
    anumber(asyncTick, "asyncTick");
    if (c < 1)
      throw new Error('"c" (iterations) must be >= 1');
    if (dkLen < 1)
      throw new Error('"dkLen" must be >= 1');
    if (dkLen > (2 ** 32 - 1) * hash.outputLen)
      throw new Error("derived key too long");
    const p = kdfInputToBytes(_password, "password");
    try {
      const s = kdfInputToBytes(_salt, "salt");
      try {
        const DK = new Uint8Array(dkLen);
        const { iHash, oHash, outputLen } = hmac.create(hash, p);
        const u = new Uint8Array(outputLen);
        const eng = pbkdf2Engine(iHash, oHash, s, u);
        return { c, dkLen, asyncTick, DK, outputLen, eng };
      } finally {
        if (typeof _salt === "string")
          clean(s);
      }
    } finally {
      if (typeof _password === "string")
        clean(p);
    }
  }
  function pbkdf2Engine(iHash, oHash, salt, u) {
    const counter = new Uint8Array(4);
    const view = createView(counter);
    const salted = iHash._cloneInto().update(salt);
    const work2 = oHash._cloneInto();
    const iClone = iHash._cloneInto;
    const oClone = oHash._cloneInto;
    return {
      u1: (ti, Ti) => {
        view.setInt32(0, ti, false);
        salted._cloneInto(work2).update(counter).digestInto(u);
        oHash._cloneInto(work2).update(u).digestInto(u);
        Ti.set(u.subarray(0, Ti.length));
      },
      // Whole `F` inner loop for the sync variant: one optimized function owns the hot loop.
      rounds: (c, Ti) => {
        for (let ui = 1; ui < c; ui++) {
          iClone.call(iHash, work2).update(u).digestInto(u);
          oClone.call(oHash, work2).update(u).digestInto(u);
          for (let i = 0; i < Ti.length; i++)
            Ti[i] ^= u[i];
        }
      },
      output: (DK) => {
        iHash.destroy();
        oHash.destroy();
        salted.destroy();
        work2.destroy();
        clean(u);
        return DK;
      }
    };
  }
  function pbkdf2(hash, password, salt, opts) {
    const { c, dkLen, DK, outputLen, eng } = pbkdf2Init(hash, password, salt, opts);
    for (let ti = 1, pos = 0; pos < dkLen; ti++, pos += outputLen) {
      const Ti = DK.subarray(pos, pos + outputLen);
      eng.u1(ti, Ti);
      eng.rounds(c, Ti);
    }
    return eng.output(DK);
  }

  // node_modules/@noble/hashes/_u64.js
  var U32_MASK64 = /* @__PURE__ */ (() => BigInt(2 ** 32 - 1))();
  var _32n = /* @__PURE__ */ BigInt(32);
  function fromBig(n, le = false) {
    if (le)
      return { h: Number(n & U32_MASK64), l: Number(n >> _32n & U32_MASK64) };
    return { h: Number(n >> _32n & U32_MASK64) | 0, l: Number(n & U32_MASK64) | 0 };
  }
  function split(lst, le = false) {
    const len = lst.length;
    let Ah = new Uint32Array(len);
    let Al = new Uint32Array(len);
    for (let i = 0; i < len; i++) {
      const { h, l } = fromBig(lst[i], le);
      [Ah[i], Al[i]] = [h, l];
    }
    return [Ah, Al];
  }
  var fromNumH = (n) => n / 2 ** 32 | 0;
  var fromNumL = (n) => n >>> 0;
  function setU64FromNum(view, byteOffset, n, isLE) {
    const h = fromNumH(n);
    const l = fromNumL(n);
    view.setUint32(byteOffset, isLE ? l : h, isLE);
    view.setUint32(byteOffset + 4, isLE ? h : l, isLE);
  }
  var shrSH = (h, _l, s) => h >>> s;
  var shrSL = (h, l, s) => h << 32 - s | l >>> s;
  var rotrSH = (h, l, s) => h >>> s | l << 32 - s;
  var rotrSL = (h, l, s) => h << 32 - s | l >>> s;
  var rotrBH = (h, l, s) => h << 64 - s | l >>> s - 32;
  var rotrBL = (h, l, s) => h >>> s - 32 | l << 64 - s;
  function add(Ah, Al, Bh, Bl) {
    const l = (Al >>> 0) + (Bl >>> 0);
    return { h: Ah + Bh + (l / 2 ** 32 | 0) | 0, l: l | 0 };
  }
  var add3L = (Al, Bl, Cl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0);
  var add3H = (low, Ah, Bh, Ch) => Ah + Bh + Ch + (low / 2 ** 32 | 0) | 0;
  var add4L = (Al, Bl, Cl, Dl) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0);
  var add4H = (low, Ah, Bh, Ch, Dh) => Ah + Bh + Ch + Dh + (low / 2 ** 32 | 0) | 0;
  var add5L = (Al, Bl, Cl, Dl, El) => (Al >>> 0) + (Bl >>> 0) + (Cl >>> 0) + (Dl >>> 0) + (El >>> 0);
  var add5H = (low, Ah, Bh, Ch, Dh, Eh) => Ah + Bh + Ch + Dh + Eh + (low / 2 ** 32 | 0) | 0;

  // node_modules/@noble/hashes/_md.js
  function Chi(a, b, c) {
    return a & b ^ ~a & c;
  }
  function Maj(a, b, c) {
    return a & b ^ a & c ^ b & c;
  }
  var HashMD = class {
    blockLen;
    outputLen;
    canXOF = false;
    padOffset;
    isLE;
    // For partial updates less than block size
    buffer;
    view;
    finished = false;
    length = 0;
    pos = 0;
    destroyed = false;
    constructor(blockLen, outputLen, padOffset, isLE) {
      this.blockLen = blockLen;
      this.outputLen = outputLen;
      this.padOffset = padOffset;
      this.isLE = isLE;
      this.buffer = new Uint8Array(blockLen);
      this.view = createView(this.buffer);
    }
    update(data) {
      aexists(this);
      abytes(data);
      const { view, buffer, blockLen } = this;
      const len = data.length;
      let processed = false;
      for (let pos = 0; pos < len; ) {
        const take = Math.min(blockLen - this.pos, len - pos);
        if (take === blockLen) {
          const dataView = createView(data);
          for (; blockLen <= len - pos; pos += blockLen)
            this.process(dataView, pos);
          processed = true;
          continue;
        }
        buffer.set(pos === 0 && take === len ? data : data.subarray(pos, pos + take), this.pos);
        this.pos += take;
        pos += take;
        if (this.pos === blockLen) {
          this.process(view, 0);
          this.pos = 0;
          processed = true;
        }
      }
      this.length += data.length;
      if (processed)
        this.roundClean();
      return this;
    }
    digestInto(out) {
      aexists(this);
      aoutput(out, this);
      this.finished = true;
      const { buffer, view, blockLen, isLE } = this;
      let { pos } = this;
      buffer[pos++] = 128;
      buffer.fill(0, pos);
      if (this.padOffset > blockLen - pos) {
        this.process(view, 0);
        buffer.fill(0);
      }
      setU64FromNum(view, blockLen - 8, this.length * 8, isLE);
      this.process(view, 0);
      this.roundClean();
      const oview = out === buffer ? view : createView(out);
      const len = this.outputLen;
      const outLen = len / 4;
      const state = this.get();
      if (len % 4 || outLen > state.length)
        throw new Error("invalid outputLen");
      for (let i = 0; i < outLen; i++)
        oview.setUint32(4 * i, state[i], isLE);
    }
    digest() {
      const { buffer, outputLen } = this;
      this.digestInto(buffer);
      const res = buffer.slice(0, outputLen);
      this.destroy();
      return res;
    }
    _cloneIntoMeta(to) {
      const { buffer, length, finished, destroyed, pos } = this;
      to.destroyed = destroyed;
      to.finished = finished;
      to.length = length;
      to.pos = pos;
      if (pos)
        to.buffer.set(buffer);
      return to;
    }
    clone() {
      return this._cloneInto();
    }
  };
  var SHA256_IV = /* @__PURE__ */ Uint32Array.from([
    1779033703,
    3144134277,
    1013904242,
    2773480762,
    1359893119,
    2600822924,
    528734635,
    1541459225
  ]);
  var SHA512_IV = /* @__PURE__ */ Uint32Array.from([
    1779033703,
    4089235720,
    3144134277,
    2227873595,
    1013904242,
    4271175723,
    2773480762,
    1595750129,
    1359893119,
    2917565137,
    2600822924,
    725511199,
    528734635,
    4215389547,
    1541459225,
    327033209
  ]);

  // node_modules/@noble/hashes/sha2.js
  var SHA256_K = /* @__PURE__ */ Uint32Array.from([
    1116352408,
    1899447441,
    3049323471,
    3921009573,
    961987163,
    1508970993,
    2453635748,
    2870763221,
    3624381080,
    310598401,
    607225278,
    1426881987,
    1925078388,
    2162078206,
    2614888103,
    3248222580,
    3835390401,
    4022224774,
    264347078,
    604807628,
    770255983,
    1249150122,
    1555081692,
    1996064986,
    2554220882,
    2821834349,
    2952996808,
    3210313671,
    3336571891,
    3584528711,
    113926993,
    338241895,
    666307205,
    773529912,
    1294757372,
    1396182291,
    1695183700,
    1986661051,
    2177026350,
    2456956037,
    2730485921,
    2820302411,
    3259730800,
    3345764771,
    3516065817,
    3600352804,
    4094571909,
    275423344,
    430227734,
    506948616,
    659060556,
    883997877,
    958139571,
    1322822218,
    1537002063,
    1747873779,
    1955562222,
    2024104815,
    2227730452,
    2361852424,
    2428436474,
    2756734187,
    3204031479,
    3329325298
  ]);
  var SHA256_W = /* @__PURE__ */ new Uint32Array(64);
  var SHA2_32B = class extends HashMD {
    // We cannot use array here since array allows indexing by variable
    // which means optimizer/compiler cannot use registers.
    // Numeric initializers matter: starting the fields as `undefined` changes
    // V8's field representation and makes sha256 3x slower (measured).
    A = 0;
    B = 0;
    C = 0;
    D = 0;
    E = 0;
    F = 0;
    G = 0;
    H = 0;
    constructor(outputLen, IV) {
      super(64, outputLen, 8, false);
      this.A = IV[0] | 0;
      this.B = IV[1] | 0;
      this.C = IV[2] | 0;
      this.D = IV[3] | 0;
      this.E = IV[4] | 0;
      this.F = IV[5] | 0;
      this.G = IV[6] | 0;
      this.H = IV[7] | 0;
    }
    get() {
      const { A, B, C, D, E, F, G, H } = this;
      return [A, B, C, D, E, F, G, H];
    }
    // prettier-ignore
    set(A, B, C, D, E, F, G, H) {
      this.A = A | 0;
      this.B = B | 0;
      this.C = C | 0;
      this.D = D | 0;
      this.E = E | 0;
      this.F = F | 0;
      this.G = G | 0;
      this.H = H | 0;
    }
    _cloneInto(to) {
      (to ||= new this.constructor()).set(...this.get());
      return this._cloneIntoMeta(to);
    }
    process(view, offset) {
      for (let i = 0; i < 16; i++, offset += 4)
        SHA256_W[i] = view.getUint32(offset, false);
      for (let i = 16; i < 64; i++) {
        const W15 = SHA256_W[i - 15];
        const W2 = SHA256_W[i - 2];
        const s0 = rotr(W15, 7) ^ rotr(W15, 18) ^ W15 >>> 3;
        const s1 = rotr(W2, 17) ^ rotr(W2, 19) ^ W2 >>> 10;
        SHA256_W[i] = s1 + SHA256_W[i - 7] + s0 + SHA256_W[i - 16] | 0;
      }
      let { A, B, C, D, E, F, G, H } = this;
      for (let i = 0; i < 64; i++) {
        const sigma1 = rotr(E, 6) ^ rotr(E, 11) ^ rotr(E, 25);
        const T1 = H + sigma1 + Chi(E, F, G) + SHA256_K[i] + SHA256_W[i] | 0;
        const sigma0 = rotr(A, 2) ^ rotr(A, 13) ^ rotr(A, 22);
        const T2 = sigma0 + Maj(A, B, C) | 0;
        H = G;
        G = F;
        F = E;
        E = D + T1 | 0;
        D = C;
        C = B;
        B = A;
        A = T1 + T2 | 0;
      }
      A = A + this.A | 0;
      B = B + this.B | 0;
      C = C + this.C | 0;
      D = D + this.D | 0;
      E = E + this.E | 0;
      F = F + this.F | 0;
      G = G + this.G | 0;
      H = H + this.H | 0;
      this.set(A, B, C, D, E, F, G, H);
    }
    roundClean() {
      clean(SHA256_W);
    }
    destroy() {
      this.destroyed = true;
      this.set(0, 0, 0, 0, 0, 0, 0, 0);
      clean(this.buffer);
    }
  };
  var _SHA256 = class extends SHA2_32B {
    constructor() {
      super(32, SHA256_IV);
    }
  };
  var K512 = /* @__PURE__ */ (() => split([
    "0x428a2f98d728ae22",
    "0x7137449123ef65cd",
    "0xb5c0fbcfec4d3b2f",
    "0xe9b5dba58189dbbc",
    "0x3956c25bf348b538",
    "0x59f111f1b605d019",
    "0x923f82a4af194f9b",
    "0xab1c5ed5da6d8118",
    "0xd807aa98a3030242",
    "0x12835b0145706fbe",
    "0x243185be4ee4b28c",
    "0x550c7dc3d5ffb4e2",
    "0x72be5d74f27b896f",
    "0x80deb1fe3b1696b1",
    "0x9bdc06a725c71235",
    "0xc19bf174cf692694",
    "0xe49b69c19ef14ad2",
    "0xefbe4786384f25e3",
    "0x0fc19dc68b8cd5b5",
    "0x240ca1cc77ac9c65",
    "0x2de92c6f592b0275",
    "0x4a7484aa6ea6e483",
    "0x5cb0a9dcbd41fbd4",
    "0x76f988da831153b5",
    "0x983e5152ee66dfab",
    "0xa831c66d2db43210",
    "0xb00327c898fb213f",
    "0xbf597fc7beef0ee4",
    "0xc6e00bf33da88fc2",
    "0xd5a79147930aa725",
    "0x06ca6351e003826f",
    "0x142929670a0e6e70",
    "0x27b70a8546d22ffc",
    "0x2e1b21385c26c926",
    "0x4d2c6dfc5ac42aed",
    "0x53380d139d95b3df",
    "0x650a73548baf63de",
    "0x766a0abb3c77b2a8",
    "0x81c2c92e47edaee6",
    "0x92722c851482353b",
    "0xa2bfe8a14cf10364",
    "0xa81a664bbc423001",
    "0xc24b8b70d0f89791",
    "0xc76c51a30654be30",
    "0xd192e819d6ef5218",
    "0xd69906245565a910",
    "0xf40e35855771202a",
    "0x106aa07032bbd1b8",
    "0x19a4c116b8d2d0c8",
    "0x1e376c085141ab53",
    "0x2748774cdf8eeb99",
    "0x34b0bcb5e19b48a8",
    "0x391c0cb3c5c95a63",
    "0x4ed8aa4ae3418acb",
    "0x5b9cca4f7763e373",
    "0x682e6ff3d6b2b8a3",
    "0x748f82ee5defb2fc",
    "0x78a5636f43172f60",
    "0x84c87814a1f0ab72",
    "0x8cc702081a6439ec",
    "0x90befffa23631e28",
    "0xa4506cebde82bde9",
    "0xbef9a3f7b2c67915",
    "0xc67178f2e372532b",
    "0xca273eceea26619c",
    "0xd186b8c721c0c207",
    "0xeada7dd6cde0eb1e",
    "0xf57d4f7fee6ed178",
    "0x06f067aa72176fba",
    "0x0a637dc5a2c898a6",
    "0x113f9804bef90dae",
    "0x1b710b35131c471b",
    "0x28db77f523047d84",
    "0x32caab7b40c72493",
    "0x3c9ebe0a15c9bebc",
    "0x431d67c49c100d4c",
    "0x4cc5d4becb3e42b6",
    "0x597f299cfc657e2a",
    "0x5fcb6fab3ad6faec",
    "0x6c44198c4a475817"
  ].map((n) => BigInt(n))))();
  var SHA512_Kh = /* @__PURE__ */ (() => K512[0])();
  var SHA512_Kl = /* @__PURE__ */ (() => K512[1])();
  var SHA512_W_H = /* @__PURE__ */ new Uint32Array(80);
  var SHA512_W_L = /* @__PURE__ */ new Uint32Array(80);
  var SHA2_64B = class extends HashMD {
    // We cannot use array here since array allows indexing by variable
    // which means optimizer/compiler cannot use registers.
    // h -- high 32 bits, l -- low 32 bits
    // Numeric initializers matter: starting the fields as `undefined` changes
    // V8's field representation and slows hashing down (measured on sha256).
    Ah = 0;
    Al = 0;
    Bh = 0;
    Bl = 0;
    Ch = 0;
    Cl = 0;
    Dh = 0;
    Dl = 0;
    Eh = 0;
    El = 0;
    Fh = 0;
    Fl = 0;
    Gh = 0;
    Gl = 0;
    Hh = 0;
    Hl = 0;
    constructor(outputLen, IV) {
      super(128, outputLen, 16, false);
      this.Ah = IV[0] | 0;
      this.Al = IV[1] | 0;
      this.Bh = IV[2] | 0;
      this.Bl = IV[3] | 0;
      this.Ch = IV[4] | 0;
      this.Cl = IV[5] | 0;
      this.Dh = IV[6] | 0;
      this.Dl = IV[7] | 0;
      this.Eh = IV[8] | 0;
      this.El = IV[9] | 0;
      this.Fh = IV[10] | 0;
      this.Fl = IV[11] | 0;
      this.Gh = IV[12] | 0;
      this.Gl = IV[13] | 0;
      this.Hh = IV[14] | 0;
      this.Hl = IV[15] | 0;
    }
    // prettier-ignore
    get() {
      const { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
      return [Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl];
    }
    // prettier-ignore
    set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl) {
      this.Ah = Ah | 0;
      this.Al = Al | 0;
      this.Bh = Bh | 0;
      this.Bl = Bl | 0;
      this.Ch = Ch | 0;
      this.Cl = Cl | 0;
      this.Dh = Dh | 0;
      this.Dl = Dl | 0;
      this.Eh = Eh | 0;
      this.El = El | 0;
      this.Fh = Fh | 0;
      this.Fl = Fl | 0;
      this.Gh = Gh | 0;
      this.Gl = Gl | 0;
      this.Hh = Hh | 0;
      this.Hl = Hl | 0;
    }
    _cloneInto(to) {
      (to ||= new this.constructor()).set(...this.get());
      return this._cloneIntoMeta(to);
    }
    process(view, offset) {
      for (let i = 0; i < 16; i++, offset += 4) {
        SHA512_W_H[i] = view.getUint32(offset);
        SHA512_W_L[i] = view.getUint32(offset += 4);
      }
      for (let i = 16; i < 80; i++) {
        const W15h = SHA512_W_H[i - 15] | 0;
        const W15l = SHA512_W_L[i - 15] | 0;
        const s0h = rotrSH(W15h, W15l, 1) ^ rotrSH(W15h, W15l, 8) ^ shrSH(W15h, W15l, 7);
        const s0l = rotrSL(W15h, W15l, 1) ^ rotrSL(W15h, W15l, 8) ^ shrSL(W15h, W15l, 7);
        const W2h = SHA512_W_H[i - 2] | 0;
        const W2l = SHA512_W_L[i - 2] | 0;
        const s1h = rotrSH(W2h, W2l, 19) ^ rotrBH(W2h, W2l, 61) ^ shrSH(W2h, W2l, 6);
        const s1l = rotrSL(W2h, W2l, 19) ^ rotrBL(W2h, W2l, 61) ^ shrSL(W2h, W2l, 6);
        const SUMl = add4L(s0l, s1l, SHA512_W_L[i - 7], SHA512_W_L[i - 16]);
        const SUMh = add4H(SUMl, s0h, s1h, SHA512_W_H[i - 7], SHA512_W_H[i - 16]);
        SHA512_W_H[i] = SUMh | 0;
        SHA512_W_L[i] = SUMl | 0;
      }
      let { Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl } = this;
      for (let i = 0; i < 80; i++) {
        const sigma1h = rotrSH(Eh, El, 14) ^ rotrSH(Eh, El, 18) ^ rotrBH(Eh, El, 41);
        const sigma1l = rotrSL(Eh, El, 14) ^ rotrSL(Eh, El, 18) ^ rotrBL(Eh, El, 41);
        const CHIh = Eh & Fh ^ ~Eh & Gh;
        const CHIl = El & Fl ^ ~El & Gl;
        const T1ll = add5L(Hl, sigma1l, CHIl, SHA512_Kl[i], SHA512_W_L[i]);
        const T1h = add5H(T1ll, Hh, sigma1h, CHIh, SHA512_Kh[i], SHA512_W_H[i]);
        const T1l = T1ll | 0;
        const sigma0h = rotrSH(Ah, Al, 28) ^ rotrBH(Ah, Al, 34) ^ rotrBH(Ah, Al, 39);
        const sigma0l = rotrSL(Ah, Al, 28) ^ rotrBL(Ah, Al, 34) ^ rotrBL(Ah, Al, 39);
        const MAJh = Ah & Bh ^ Ah & Ch ^ Bh & Ch;
        const MAJl = Al & Bl ^ Al & Cl ^ Bl & Cl;
        Hh = Gh | 0;
        Hl = Gl | 0;
        Gh = Fh | 0;
        Gl = Fl | 0;
        Fh = Eh | 0;
        Fl = El | 0;
        ({ h: Eh, l: El } = add(Dh | 0, Dl | 0, T1h | 0, T1l | 0));
        Dh = Ch | 0;
        Dl = Cl | 0;
        Ch = Bh | 0;
        Cl = Bl | 0;
        Bh = Ah | 0;
        Bl = Al | 0;
        const All = add3L(T1l, sigma0l, MAJl);
        Ah = add3H(All, T1h, sigma0h, MAJh);
        Al = All | 0;
      }
      ({ h: Ah, l: Al } = add(this.Ah | 0, this.Al | 0, Ah | 0, Al | 0));
      ({ h: Bh, l: Bl } = add(this.Bh | 0, this.Bl | 0, Bh | 0, Bl | 0));
      ({ h: Ch, l: Cl } = add(this.Ch | 0, this.Cl | 0, Ch | 0, Cl | 0));
      ({ h: Dh, l: Dl } = add(this.Dh | 0, this.Dl | 0, Dh | 0, Dl | 0));
      ({ h: Eh, l: El } = add(this.Eh | 0, this.El | 0, Eh | 0, El | 0));
      ({ h: Fh, l: Fl } = add(this.Fh | 0, this.Fl | 0, Fh | 0, Fl | 0));
      ({ h: Gh, l: Gl } = add(this.Gh | 0, this.Gl | 0, Gh | 0, Gl | 0));
      ({ h: Hh, l: Hl } = add(this.Hh | 0, this.Hl | 0, Hh | 0, Hl | 0));
      this.set(Ah, Al, Bh, Bl, Ch, Cl, Dh, Dl, Eh, El, Fh, Fl, Gh, Gl, Hh, Hl);
    }
    roundClean() {
      clean(SHA512_W_H, SHA512_W_L);
    }
    destroy() {
      this.destroyed = true;
      clean(this.buffer);
      this.set(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  };
  var _SHA512 = class extends SHA2_64B {
    constructor() {
      super(64, SHA512_IV);
    }
  };
  var sha256 = /* @__PURE__ */ createHasher(
    () => new _SHA256(),
    /* @__PURE__ */ oidNist(1)
  );
  var sha512 = /* @__PURE__ */ createHasher(
    () => new _SHA512(),
    /* @__PURE__ */ oidNist(3)
  );

  // src/protocol/bytes.js
  var encoder = new TextEncoder();
  var BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  var utf8 = (text2) => encoder.encode(text2);
  function text(bytes2) {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes2);
  }
  function hex(bytes2) {
    return Array.from(bytes2, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function fromHex(digits) {
    if (!/^([0-9a-f]{2})*$/.test(digits)) throw new RangeError("not hexadecimal digits");
    return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
  function base64(bytes2) {
    let bits = 0;
    let value = 0;
    let written2 = "";
    for (const byte of bytes2) {
      value = value << 8 | byte;
      bits += 8;
      while (bits >= 6) {
        bits -= 6;
        written2 += BASE64[value >> bits & 63];
      }
      value &= (1 << bits) - 1;
    }
    return bits ? written2 + BASE64[value << 6 - bits & 63] : written2;
  }
  function fromBase64(written2) {
    const digits = written2.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
    const bytes2 = [];
    let bits = 0;
    let value = 0;
    for (const digit of digits) {
      const six = BASE64.indexOf(digit);
      if (six < 0) throw new RangeError("not Base64");
      value = value << 6 | six;
      bits += 6;
      if (bits >= 8) {
        bits -= 8;
        bytes2.push(value >> bits & 255);
      }
      value &= (1 << bits) - 1;
    }
    return Uint8Array.from(bytes2);
  }

  // src/protocol/digests.js
  var sha2562 = (text2) => sha256(utf8(text2));
  var sha256Hex = (text2) => hex(sha2562(text2));
  var fingerprint = (text2) => base64(sha2562(text2));
  function toExponent(prefix, parts, order) {
    return BigInt(`0x${sha256Hex(prefix + parts.join(","))}`) % order;
  }

  // src/protocol/credentials.js
  var BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  var CHECK = 53n;
  var SHORT = [3, 3, 3, 3, 3];
  var LONG = [5, 6, 5, 6];
  var size = (parts) => parts.reduce((whole, part) => whole + part, 0);
  var tidied = (typed) => typed.normalize("NFKC").replace(/[\s‐-―−ー]|-/gu, "");
  function grouped(digits, parts) {
    let from = 0;
    return parts.map((part) => digits.slice(from, from += part)).join("-");
  }
  function readCredential(typed) {
    const digits = tidied(typed);
    if (!digits) return { fault: "empty" };
    const strange = [...digits].findIndex((character) => !BASE58.includes(character));
    if (strange >= 0) {
      return { fault: "character", at: strange + 1, character: [...digits][strange] };
    }
    if (digits.length === size(LONG)) return { credential: grouped(digits, LONG) };
    if (digits.length !== size(SHORT)) return { fault: "length", length: digits.length };
    return checks(digits) ? { credential: grouped(digits, SHORT) } : { fault: "checksum" };
  }
  function checks(digits) {
    let value = 0n;
    for (const digit of digits.slice(0, -1)) value = value * 58n + BigInt(BASE58.indexOf(digit));
    return (value + BigInt(BASE58.indexOf(digits.at(-1)))) % CHECK === 0n;
  }
  function privateKey(credential2, uuid, order) {
    if (credential2.length === size(SHORT) + SHORT.length - 1) {
      const key = pbkdf2(sha256, utf8(credential2), utf8(uuid), { c: 1e3, dkLen: 32 });
      return BigInt(`0x${hex(key)}`) % order;
    }
    const half = (number) => sha256Hex(`derive_credential|${uuid}|${number}|${credential2}`);
    return BigInt(`0x${half(0)}${half(1)}`) % order;
  }

  // src/protocol/proofs.js
  var modulo = (value, order) => (value % order + order) % order;
  function proveOneOf({ group, power }, statements, real, prefix) {
    const order = group.order;
    const w = group.randomExponent();
    const proofs = [];
    const commitments = [];
    let simulated = 0n;
    statements.forEach(({ r, off }, i) => {
      if (i === real) {
        proofs.push(null);
        commitments.push(power.g(w), power.y(w));
        return;
      }
      const challenge2 = group.randomExponent();
      const response2 = group.randomExponent();
      const exponent = modulo(response2 + r * challenge2, order);
      const wrong = power.g(modulo(off * challenge2, order));
      proofs.push({ challenge: challenge2, response: response2 });
      commitments.push(power.g(exponent), group.multiply(power.y(exponent), wrong));
      simulated += challenge2;
    });
    const total = toExponent(prefix, commitments.map((one) => group.write(one)), order);
    const challenge = modulo(total - simulated, order);
    const response = modulo(w - statements[real].r * challenge, order);
    proofs[real] = { challenge, response };
    return proofs.map(written);
  }
  function proveKnowledge({ group, power }, secret, prefix) {
    const w = group.randomExponent();
    const challenge = toExponent(prefix, [group.write(power.g(w))], group.order);
    return written({ challenge, response: modulo(w - secret * challenge, group.order) });
  }
  function knows(group, value, proof, prefix) {
    const [challenge, response] = [proof.challenge, proof.response].map((text2) => BigInt(text2));
    const commitment = group.multiply(
      group.power(group.generator, response),
      group.power(value, challenge)
    );
    return toExponent(prefix, [group.write(commitment)], group.order) === challenge;
  }
  var written = ({ challenge, response }) => ({
    challenge: challenge.toString(),
    response: response.toString()
  });

  // src/protocol/ballots.js
  var isRanked = (question2) => question2.type === "NonHomomorphic";
  var answersOf = (question2) => (isRanked(question2) ? question2.value : question2).answers;
  function makeBallot(election2, credential2, votes, progress = () => {
  }) {
    const { group, power, file } = election2;
    const secret = privateKey(credential2, file.uuid, group.order);
    const publicPart = group.write(power.g(secret));
    const statement = `${election2.fingerprint}|${publicPart}`;
    let done = 0;
    const sealed3 = file.questions.map((question2, i) => {
      const seal = isRanked(question2) ? rank : choose;
      return seal(election2, question2, votes[i], statement, () => progress(done += 1));
    });
    const unsigned = {
      election_uuid: file.uuid,
      election_hash: election2.fingerprint,
      credential: publicPart,
      answers: sealed3.map(({ answer }) => answer)
    };
    const hash = fingerprint(write(unsigned));
    const proof = proveKnowledge(election2, secret, `sig|${hash}|`);
    const ballot = write({ ...unsigned, signature: { hash, proof } });
    const randomness = sealed3.map(({ secrets }) => secrets.map(String));
    return { ballot, tracker: fingerprint(ballot), randomness };
  }
  function ciphertextsIn(questions) {
    const each = (one) => isRanked(one) ? 1 : one.answers.length + (one.blank ? 1 : 0);
    return questions.reduce((whole, one) => whole + each(one), 0);
  }
  function checkVote(question2, vote) {
    const answers2 = answersOf(question2).length;
    if (isRanked(question2)) {
      if (vote.length !== answers2) throw new RangeError("a rank is missing");
      return;
    }
    const blank = question2.blank ? vote[0] : 0;
    const chosen = question2.blank ? vote.slice(1) : vote;
    const sum = chosen.reduce((whole, one) => whole + one, 0);
    const fits = blank ? sum === 0 : sum >= question2.min && sum <= question2.max;
    if (chosen.length !== answers2 || vote.some((one) => one !== 0 && one !== 1) || !fits) {
      throw new RangeError("these choices are not allowed by the question");
    }
  }
  function encrypt({ group, power }, number) {
    const r = group.randomExponent();
    const beta = group.multiply(power.y(r), power.g(BigInt(number)));
    return { r, number: BigInt(number), alpha: group.write(power.g(r)), beta: group.write(beta) };
  }
  function choose(election2, question2, vote, statement, told) {
    checkVote(question2, vote);
    const sealed3 = [];
    const individual = [];
    for (const number of vote) {
      const one = encrypt(election2, number);
      const cases = [0n, 1n].map((value) => ({ r: one.r, off: one.number - value }));
      const prefix = `prove|${statement}|${one.alpha},${one.beta}|`;
      sealed3.push(one);
      individual.push(proveOneOf(election2, cases, number, prefix));
      told();
    }
    const choices = sealed3.map(({ alpha, beta }) => ({ alpha, beta }));
    const all = `${statement}|${choices.map(({ alpha, beta }) => `${alpha},${beta}`).join(",")}`;
    const sums = question2.blank ? proveSumOrBlank(election2, question2, sealed3, all) : proveSum(election2, question2, sealed3, all);
    const answer = { choices, individual_proofs: individual, ...sums };
    return { answer, secrets: sealed3.map(({ r }) => r) };
  }
  function added({ group }, sealed3) {
    const sum = (of) => sealed3.reduce((whole, one) => whole + of(one), 0n);
    return { r: sum((one) => one.r) % group.order, number: sum((one) => one.number) };
  }
  var range = (low, high) => Array.from({ length: high - low + 1 }, (_, i) => BigInt(low + i));
  function proveSum(election2, { min, max }, sealed3, all) {
    const { group } = election2;
    const sum = added(election2, sealed3);
    const product = ["alpha", "beta"].map(
      (part) => group.write(sealed3.map((one) => group.read(one[part])).reduce((a, b) => group.multiply(a, b)))
    );
    const cases = range(min, max).map((value) => ({ r: sum.r, off: sum.number - value }));
    const prefix = `prove|${all}|${product.join(",")}|`;
    return { overall_proof: proveOneOf(election2, cases, Number(sum.number) - min, prefix) };
  }
  function proveSumOrBlank(election2, { min, max }, [blank, ...others], all) {
    const sum = added(election2, others);
    const isBlank = blank.number === 1n;
    const either = [
      { r: blank.r, off: blank.number },
      { r: sum.r, off: sum.number }
    ];
    const cases = [
      { r: blank.r, off: blank.number - 1n },
      ...range(min, max).map((value) => ({ r: sum.r, off: sum.number - value }))
    ];
    const real = isBlank ? 0 : 1 + Number(sum.number) - min;
    return {
      overall_proof: proveOneOf(election2, cases, real, `bproof1|${all}|`),
      blank_proof: proveOneOf(election2, either, isBlank ? 1 : 0, `bproof0|${all}|`)
    };
  }
  function rank(election2, question2, vote, statement, told) {
    checkVote(question2, vote);
    const { group, power, y } = election2;
    const r = group.randomExponent();
    const beta = group.multiply(power.y(r), group.embed(vote));
    const choices = { alpha: group.write(power.g(r)), beta: group.write(beta) };
    const prefix = `raweg|${statement}|${group.write(y)},${choices.alpha},${choices.beta}|`;
    told();
    return { answer: { choices, proof: proveKnowledge(election2, r, prefix) }, secrets: [r] };
  }

  // src/protocol/auditing.js
  function openedBallot(election2, made, votes) {
    return {
      version: 1,
      election_uuid: election2.file.uuid,
      election_hash: election2.fingerprint,
      tracker: made.tracker,
      ballot: made.ballot,
      votes,
      randomness: made.randomness
    };
  }
  function checkAudit(election2, audit) {
    if (audit.election_hash !== election2.fingerprint || audit.election_uuid !== election2.file.uuid) {
      return [{ fault: "election" }];
    }
    if (fingerprint(audit.ballot) !== audit.tracker) return [{ fault: "tracker" }];
    let ballot;
    try {
      ballot = read(audit.ballot);
      if (!isOurs(election2, ballot)) return [{ fault: "shape" }];
      return election2.file.questions.flatMap(
        (question2, i) => differences(election2, question2, ballot.answers[i], audit.votes[i], audit.randomness[i]).map(
          (one) => ({ question: i, ...one })
        )
      );
    } catch {
      return [{ fault: "shape" }];
    }
  }
  function isOurs({ group, file, fingerprint: hash }, { signature, ...unsigned }) {
    const key = group.read(unsigned.credential);
    return unsigned.election_hash === hash && unsigned.election_uuid === file.uuid && unsigned.answers.length === file.questions.length && group.isMember(key) && signature.hash === fingerprint(write(unsigned)) && knows(group, key, signature.proof, `sig|${signature.hash}|`);
  }
  function differences(election2, question2, answer, vote, randomness) {
    try {
      checkVote(question2, vote);
    } catch {
      return [{ fault: "allowed" }];
    }
    const { group } = election2;
    const ranked = isRanked(question2);
    const ciphertexts = ranked ? [answer.choices] : answer.choices;
    const blank = !ranked && question2.blank ? 1 : 0;
    const expected = ranked ? 1 : answersOf(question2).length + blank;
    if (ciphertexts.length !== expected || randomness.length !== expected) return [{ fault: "shape" }];
    const contents = ranked ? [group.embed(vote)] : vote.map((number) => number ? group.generator : group.identity);
    return ciphertexts.flatMap(
      (ciphertext, i) => holds(election2, ciphertext, contents[i], randomness[i]) ? [] : [{ fault: "opens", answer: ranked || i < blank ? void 0 : i - blank }]
    );
  }
  function holds({ group, power }, { alpha, beta }, content, written2) {
    if (!/^(0|[1-9][0-9]{0,699})$/.test(written2)) return false;
    const r = BigInt(written2);
    return r < group.order && group.write(power.g(r)) === alpha && group.write(group.multiply(power.y(r), content)) === beta;
  }

  // node_modules/@noble/curves/utils.js
  /*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
  function aarray(item, title, inner = () => {
  }) {
    if (!Array.isArray(item))
      throw new TypeError(`"${title}" expected array, got type=${typeof item}`);
    for (let i = 0; i < item.length; i++)
      inner(item[i], `${title}[${i}]`);
    return item;
  }
  var abytes2 = (value, length, title) => abytes(value, length, title);
  var anumber2 = anumber;
  function aobject2(value, title = "object") {
    if (value === null || typeof value !== "object" || Array.isArray(value))
      throw new TypeError(title === "object" ? "expected valid options object" : `"${title}" expected object, got type=${typeof value}`);
    return value;
  }
  function afunction(value, title) {
    if (typeof value !== "function")
      throw new TypeError(`"${title}" is invalid: expected function, got ${typeof value}`);
    return value;
  }
  var bytesToHex2 = bytesToHex;
  var concatBytes2 = (...arrays) => concatBytes(...arrays);
  var hexToBytes2 = (hex2) => hexToBytes(hex2);
  var isBytes2 = isBytes;
  var randomBytes2 = (bytesLength) => randomBytes(bytesLength);
  var _0n = /* @__PURE__ */ BigInt(0);
  var _1n = /* @__PURE__ */ BigInt(1);
  var atitle2 = (title) => title ? `"${title}" ` : "";
  function abool(value, title = "") {
    if (typeof value !== "boolean")
      throw new TypeError(atitle2(title) + "expected boolean, got type=" + typeof value);
    return value;
  }
  function abignumber(n) {
    if (typeof n === "bigint") {
      if (!isPosBig(n))
        throw new RangeError("positive bigint expected, got " + n);
    } else
      anumber2(n);
    return n;
  }
  function asafenumber(value, title = "") {
    if (typeof value !== "number") {
      const prefix = title && `"${title}" `;
      throw new TypeError(prefix + "expected number, got type=" + typeof value);
    }
    if (!Number.isSafeInteger(value)) {
      const prefix = title && `"${title}" `;
      throw new RangeError(prefix + "expected safe integer, got " + value);
    }
  }
  function hexToNumber(hex2) {
    if (typeof hex2 !== "string")
      throw new TypeError("hex string expected, got " + typeof hex2);
    return hex2 === "" ? _0n : BigInt("0x" + hex2);
  }
  function bytesToNumberBE(bytes2) {
    return hexToNumber(bytesToHex(bytes2));
  }
  function bytesToNumberLE(bytes2) {
    return hexToNumber(bytesToHex(copyBytes(abytes(bytes2)).reverse()));
  }
  function numberToBytesBE(n, len) {
    anumber(len);
    if (len === 0)
      throw new Error("zero output length is invalid");
    n = abignumber(n);
    const expectedLen = len * 2;
    const hex2 = n.toString(16);
    if (hex2.length > expectedLen)
      throw new RangeError("number is too large");
    return hexToBytes(hex2.padStart(expectedLen, "0"));
  }
  function numberToBytesLE(n, len) {
    return numberToBytesBE(n, len).reverse();
  }
  function copyBytes(bytes2) {
    return Uint8Array.from(abytes2(bytes2));
  }
  function isPosBig(n) {
    return typeof n === "bigint" && _0n <= n;
  }
  function inRange(n, min, max) {
    return isPosBig(n) && isPosBig(min) && isPosBig(max) && min <= n && n < max;
  }
  function aInRange(title, n, min, max) {
    if (!inRange(n, min, max))
      throw new RangeError("expected valid " + title + ": " + min + " <= n < " + max + ", got " + n);
  }
  function bitLen(n) {
    if (n < _0n)
      throw new Error("expected non-negative bigint, got " + n);
    return n === _0n ? 0 : n.toString(2).length;
  }
  var bitMask = (n) => {
    asafenumber(n, "n");
    return (_1n << BigInt(n)) - _1n;
  };
  function validateObject(object, fields = {}, optFields = {}, title = "object") {
    aobject2(object, title);
    aobject2(fields, "fields");
    aobject2(optFields, "optFields");
    function checkField(fieldName, expectedType, isOpt) {
      const label = title === "object" ? `param "${String(fieldName)}"` : `"${title}.${String(fieldName)}"`;
      const val = object[fieldName];
      if (!Object.hasOwn(object, fieldName) && (isOpt ? val !== void 0 : expectedType !== "function")) {
        throw new TypeError(`${label} is invalid: expected own property`);
      }
      if (isOpt && val === void 0)
        return;
      const current = typeof val;
      if (current !== expectedType || val === null)
        throw new TypeError(`${label} is invalid: expected ${expectedType}, got ${current}`);
    }
    const iter = (f, isOpt) => Object.entries(f).forEach(([k, v]) => checkField(k, v, isOpt));
    iter(fields, false);
    iter(optFields, true);
  }

  // node_modules/@noble/curves/abstract/modular.js
  /*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
  var _0n2 = /* @__PURE__ */ BigInt(0);
  var _1n2 = /* @__PURE__ */ BigInt(1);
  var _2n = /* @__PURE__ */ BigInt(2);
  var _3n = /* @__PURE__ */ BigInt(3);
  var _4n = /* @__PURE__ */ BigInt(4);
  var _5n = /* @__PURE__ */ BigInt(5);
  var _7n = /* @__PURE__ */ BigInt(7);
  var _8n = /* @__PURE__ */ BigInt(8);
  var _9n = /* @__PURE__ */ BigInt(9);
  var _15n = /* @__PURE__ */ BigInt(15);
  var _16n = /* @__PURE__ */ BigInt(16);
  var POW_WINDOWED_MIN = /* @__PURE__ */ BigInt("0x10000000000000000");
  function mod(a, b) {
    if (b <= _0n2)
      throw new Error("mod: expected positive modulus, got " + b);
    const result = a % b;
    return result >= _0n2 ? result : b + result;
  }
  function pow(num, power, modulo2) {
    if (modulo2 <= _1n2)
      throw new Error("pow: expected modulus > 1, got " + modulo2);
    if (typeof power !== "bigint")
      throw new TypeError("invalid exponent: expected bigint, got " + typeof power);
    if (power < _0n2)
      throw new Error("invalid exponent, negatives unsupported");
    if (power === _0n2)
      return _1n2;
    if (power === _1n2)
      return num;
    let d = num % modulo2;
    if (d < _0n2)
      d += modulo2;
    if (power < POW_WINDOWED_MIN) {
      let p2 = _1n2;
      while (power > _0n2) {
        if (power & _1n2)
          p2 = p2 * d % modulo2;
        d = d * d % modulo2;
        power >>= _1n2;
      }
      return p2;
    }
    const digits = [];
    while (power > _0n2) {
      digits.push(Number(power & _15n));
      power >>= _4n;
    }
    const table = new Array(16);
    table[0] = _1n2;
    table[1] = d;
    for (let i = 2; i < 16; i++)
      table[i] = table[i - 1] * d % modulo2;
    let p = table[digits[digits.length - 1]];
    for (let w = digits.length - 2; w >= 0; w--) {
      p = p * p % modulo2;
      p = p * p % modulo2;
      p = p * p % modulo2;
      p = p * p % modulo2;
      const digit = digits[w];
      if (digit !== 0)
        p = p * table[digit] % modulo2;
    }
    return p;
  }
  function pow2(x, power, modulo2) {
    if (modulo2 <= _1n2)
      throw new Error("pow2: expected modulus > 1, got " + modulo2);
    if (power < _0n2)
      throw new Error("pow2: expected non-negative exponent, got " + power);
    let res = x;
    while (power-- > _0n2) {
      res *= res;
      res %= modulo2;
    }
    return res;
  }
  function invert(number, modulo2) {
    if (number === _0n2)
      throw new Error("invert: expected non-zero number");
    if (modulo2 <= _1n2)
      throw new Error("invert: expected modulus > 1, got " + modulo2);
    let a = mod(number, modulo2);
    let b = modulo2;
    let x = _0n2, u = _1n2;
    while (a !== _0n2) {
      const q = b / a;
      const r = b - a * q;
      const m = x - u * q;
      b = a, a = r, x = u, u = m;
    }
    const gcd = b;
    if (gcd !== _1n2)
      throw new Error("invert: does not exist");
    return mod(x, modulo2);
  }
  function assertIsSquare(Fp2, root, n) {
    const F = Fp2;
    if (!F.eql(F.sqr(root), n))
      throw new Error("Cannot find square root");
  }
  function aoddModulus(order, fnName) {
    if ((order & _1n2) === _0n2)
      throw new Error(fnName + ": expected odd modulus, got " + order);
  }
  function sqrt3mod4(Fp2, n) {
    const F = Fp2;
    const p1div4 = (F.ORDER + _1n2) / _4n;
    const root = F.pow(n, p1div4);
    assertIsSquare(F, root, n);
    return root;
  }
  function sqrt5mod8(Fp2, n) {
    const F = Fp2;
    const p5div8 = (F.ORDER - _5n) / _8n;
    const n2 = F.mul(n, _2n);
    const v = F.pow(n2, p5div8);
    const nv = F.mul(n, v);
    const i = F.mul(F.mul(nv, _2n), v);
    const root = F.mul(nv, F.sub(i, F.ONE));
    assertIsSquare(F, root, n);
    return root;
  }
  function sqrt9mod16(P) {
    const Fp_ = Field(P);
    const tn = tonelliShanks(P);
    const c1 = tn(Fp_, Fp_.neg(Fp_.ONE));
    const c2 = tn(Fp_, c1);
    const c3 = tn(Fp_, Fp_.neg(c1));
    const c4 = (P + _7n) / _16n;
    return ((Fp2, n) => {
      const F = Fp2;
      let tv1 = F.pow(n, c4);
      let tv2 = F.mul(tv1, c1);
      const tv3 = F.mul(tv1, c2);
      const tv4 = F.mul(tv1, c3);
      const e1 = F.eql(F.sqr(tv2), n);
      const e2 = F.eql(F.sqr(tv3), n);
      tv1 = F.cmov(tv1, tv2, e1);
      tv2 = F.cmov(tv4, tv3, e2);
      const e3 = F.eql(F.sqr(tv2), n);
      const root = F.cmov(tv1, tv2, e3);
      assertIsSquare(F, root, n);
      return root;
    });
  }
  function tonelliShanks(P) {
    if (P < _3n)
      throw new Error("sqrt is not defined for small field");
    aoddModulus(P, "tonelliShanks");
    let Q = P - _1n2;
    let S = 0;
    while (Q % _2n === _0n2) {
      Q /= _2n;
      S++;
    }
    let Z = _2n;
    const _Fp = Field(P);
    while (FpLegendre(_Fp, Z) === 1) {
      if (Z++ > 1e3)
        throw new Error("Cannot find square root: probably non-prime P");
    }
    if (S === 1)
      return sqrt3mod4;
    let cc = _Fp.pow(Z, Q);
    const Q1div2 = (Q + _1n2) / _2n;
    return function tonelliSlow(Fp2, n) {
      const F = Fp2;
      if (F.is0(n))
        return n;
      if (FpLegendre(F, n) !== 1)
        throw new Error("Cannot find square root");
      let M = S;
      let c = F.mul(F.ONE, cc);
      let t = F.pow(n, Q);
      let R = F.pow(n, Q1div2);
      while (!F.eql(t, F.ONE)) {
        if (F.is0(t))
          throw new Error("Cannot find square root: probably non-prime P");
        let i = 1;
        let t_tmp = F.sqr(t);
        while (!F.eql(t_tmp, F.ONE)) {
          i++;
          t_tmp = F.sqr(t_tmp);
          if (i === M)
            throw new Error("Cannot find square root");
        }
        const exponent = _1n2 << BigInt(M - i - 1);
        const b = F.pow(c, exponent);
        M = i;
        c = F.sqr(b);
        t = F.mul(t, c);
        R = F.mul(R, b);
      }
      return R;
    };
  }
  function FpSqrt(P) {
    aoddModulus(P, "Fp.sqrt");
    if (P % _4n === _3n)
      return sqrt3mod4;
    if (P % _8n === _5n)
      return sqrt5mod8;
    if (P % _16n === _9n)
      return sqrt9mod16(P);
    return tonelliShanks(P);
  }
  var isNegativeLE = (num, modulo2) => (mod(num, modulo2) & _1n2) === _1n2;
  var FIELD_FIELDS = [
    "create",
    "isValid",
    "is0",
    "neg",
    "inv",
    "sqrt",
    "sqr",
    "eql",
    "add",
    "sub",
    "mul",
    "pow",
    "div",
    "addN",
    "subN",
    "mulN",
    "sqrN"
  ];
  function validateField(field2) {
    aobject2(field2, "field");
    if (typeof field2.ORDER !== "bigint")
      throw new TypeError('param "ORDER" is invalid: expected bigint, got ' + typeof field2.ORDER);
    asafenumber(field2.BYTES, "BYTES");
    asafenumber(field2.BITS, "BITS");
    for (const name of FIELD_FIELDS)
      afunction(field2[name], "field." + name);
    if (field2.BYTES < 1 || field2.BITS < 1)
      throw new Error("invalid field: expected BYTES/BITS > 0");
    if (field2.ORDER <= _1n2)
      throw new Error("invalid field: expected ORDER > 1, got " + field2.ORDER);
    return field2;
  }
  function FpInvertBatch(Fp2, nums, passZero = false) {
    validateField(Fp2);
    aarray(nums, "nums");
    abool(passZero, "passZero");
    const F = Fp2;
    const inverted = new Array(nums.length).fill(passZero ? F.ZERO : void 0);
    const multipliedAcc = nums.reduce((acc, num, i) => {
      if (F.is0(num))
        return acc;
      inverted[i] = acc;
      return F.mul(acc, num);
    }, F.ONE);
    const invertedAcc = F.inv(multipliedAcc);
    nums.reduceRight((acc, num, i) => {
      if (F.is0(num))
        return acc;
      inverted[i] = F.mul(acc, inverted[i]);
      return F.mul(acc, num);
    }, invertedAcc);
    return inverted;
  }
  function FpLegendre(Fp2, n) {
    validateField(Fp2);
    const F = Fp2;
    aoddModulus(F.ORDER, "FpLegendre");
    const p1mod2 = (F.ORDER - _1n2) / _2n;
    const powered = F.pow(n, p1mod2);
    const yes = F.eql(powered, F.ONE);
    const zero = F.eql(powered, F.ZERO);
    const no = F.eql(powered, F.neg(F.ONE));
    if (!yes && !zero && !no)
      throw new Error("invalid Legendre symbol result");
    return yes ? 1 : zero ? 0 : -1;
  }
  function nLength(n, nBitLength) {
    if (nBitLength !== void 0)
      anumber2(nBitLength);
    if (n <= _0n2)
      throw new Error("invalid n length: expected positive n, got " + n);
    if (nBitLength !== void 0 && nBitLength < 1)
      throw new Error("invalid n length: expected positive bit length, got " + nBitLength);
    const bits = bitLen(n);
    if (nBitLength !== void 0 && nBitLength < bits)
      throw new Error(`invalid n length: expected nBitLength (${nBitLength}) >= bitLen(n) (${bits})`);
    const _nBitLength = nBitLength !== void 0 ? nBitLength : bits;
    const nByteLength = Math.ceil(_nBitLength / 8);
    return { nBitLength: _nBitLength, nByteLength };
  }
  var FIELD_SQRT = /* @__PURE__ */ new WeakMap();
  var _Field = class {
    ORDER;
    BITS;
    BYTES;
    isLE;
    ZERO = _0n2;
    ONE = _1n2;
    _lengths;
    _mod;
    constructor(ORDER, opts = {}) {
      if (ORDER <= _1n2)
        throw new Error("invalid field: expected ORDER > 1, got " + ORDER);
      let _nbitLength = void 0;
      this.isLE = false;
      if (opts != null && typeof opts === "object") {
        if (typeof opts.BITS === "number")
          _nbitLength = opts.BITS;
        if (typeof opts.sqrt === "function")
          Object.defineProperty(this, "sqrt", { value: opts.sqrt, enumerable: true });
        if (typeof opts.isLE === "boolean")
          this.isLE = opts.isLE;
        if (opts.allowedLengths)
          this._lengths = Object.freeze(opts.allowedLengths.slice());
        if (typeof opts.modFromBytes === "boolean")
          this._mod = opts.modFromBytes;
      }
      const { nBitLength, nByteLength } = nLength(ORDER, _nbitLength);
      if (nByteLength > 2048)
        throw new Error("invalid field: expected ORDER of <= 2048 bytes");
      this.ORDER = ORDER;
      this.BITS = nBitLength;
      this.BYTES = nByteLength;
      Object.freeze(this);
    }
    create(num) {
      return mod(num, this.ORDER);
    }
    isValid(num) {
      if (typeof num !== "bigint")
        throw new TypeError("invalid field element: expected bigint, got " + typeof num);
      return _0n2 <= num && num < this.ORDER;
    }
    is0(num) {
      return num === _0n2;
    }
    // is valid and invertible
    isValidNot0(num) {
      return !this.is0(num) && this.isValid(num);
    }
    isOdd(num) {
      return (num & _1n2) === _1n2;
    }
    neg(num) {
      return mod(-num, this.ORDER);
    }
    eql(lhs, rhs) {
      return lhs === rhs;
    }
    sqr(num) {
      return mod(num * num, this.ORDER);
    }
    add(lhs, rhs) {
      return mod(lhs + rhs, this.ORDER);
    }
    sub(lhs, rhs) {
      return mod(lhs - rhs, this.ORDER);
    }
    mul(lhs, rhs) {
      return mod(lhs * rhs, this.ORDER);
    }
    pow(num, power) {
      return pow(num, power, this.ORDER);
    }
    div(lhs, rhs) {
      return mod(lhs * invert(rhs, this.ORDER), this.ORDER);
    }
    // Same as above, but doesn't normalize
    sqrN(num) {
      return num * num;
    }
    addN(lhs, rhs) {
      return lhs + rhs;
    }
    subN(lhs, rhs) {
      return lhs - rhs;
    }
    mulN(lhs, rhs) {
      return lhs * rhs;
    }
    inv(num) {
      return invert(num, this.ORDER);
    }
    sqrt(num) {
      let sqrt = FIELD_SQRT.get(this);
      if (!sqrt)
        FIELD_SQRT.set(this, sqrt = FpSqrt(this.ORDER));
      return sqrt(this, num);
    }
    toBytes(num) {
      return this.isLE ? numberToBytesLE(num, this.BYTES) : numberToBytesBE(num, this.BYTES);
    }
    fromBytes(bytes2, skipValidation = false) {
      abytes2(bytes2);
      const { _lengths: allowedLengths, BYTES, isLE, ORDER, _mod: modFromBytes } = this;
      if (allowedLengths) {
        if (bytes2.length < 1 || !allowedLengths.includes(bytes2.length) || bytes2.length > BYTES) {
          throw new Error("Field.fromBytes: expected " + allowedLengths + " bytes, got " + bytes2.length);
        }
        const padded = new Uint8Array(BYTES);
        padded.set(bytes2, isLE ? 0 : padded.length - bytes2.length);
        bytes2 = padded;
      }
      if (bytes2.length !== BYTES)
        throw new Error("Field.fromBytes: expected " + BYTES + " bytes, got " + bytes2.length);
      let scalar = isLE ? bytesToNumberLE(bytes2) : bytesToNumberBE(bytes2);
      if (modFromBytes)
        scalar = mod(scalar, ORDER);
      if (!skipValidation) {
        if (!this.isValid(scalar))
          throw new Error("invalid field element: outside of range 0..ORDER");
      }
      return scalar;
    }
    // TODO: we don't need it here, move out to separate fn
    invertBatch(lst) {
      return FpInvertBatch(this, lst, true);
    }
    // We can't move this out because Fp6, Fp12 implement it
    // and it's unclear what to return in there.
    cmov(a, b, condition) {
      abool(condition, "condition");
      return condition ? b : a;
    }
  };
  function Field(ORDER, opts = {}) {
    Object.freeze(_Field.prototype);
    return new _Field(ORDER, opts);
  }

  // node_modules/@noble/curves/abstract/curve.js
  /*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
  var _0n3 = /* @__PURE__ */ BigInt(0);
  var _1n3 = /* @__PURE__ */ BigInt(1);
  var _4n2 = /* @__PURE__ */ BigInt(4);
  var BLIND_BYTES = 16;
  var BLIND_BITS = 128;
  var FW_WINDOW = 5;
  var TABLE_BYTES_MAX = /* @__PURE__ */ (() => 2 ** 31)();
  function validatePointCons(Point2) {
    const pc = Point2;
    if (typeof pc !== "function")
      throw new TypeError('"Point" expected constructor, got type=' + typeof Point2);
    afunction(pc.fromAffine, "Point.fromAffine");
    afunction(pc.fromBytes, "Point.fromBytes");
    afunction(pc.fromHex, "Point.fromHex");
    aobject2(pc.BASE, "Point.BASE");
    aobject2(pc.ZERO, "Point.ZERO");
    validateField(pc.Fp);
    validateField(pc.Fn);
  }
  function normalizeZ(c, points) {
    validatePointCons(c);
    validateMSMPoints(points, c);
    const invertedZs = FpInvertBatch(c.Fp, points.map((p) => p.Z));
    return points.map((p, i) => c.fromAffine(p.toAffine(invertedZs[i])));
  }
  function validateW(W, bits, min = 1) {
    if (!Number.isSafeInteger(W) || W < min || W > bits)
      throw new Error("invalid window size, expected [" + min + ".." + bits + "], got W=" + W);
  }
  function validateTableBytes(numPoints, fpBytes) {
    const bytes2 = numPoints * (4 * fpBytes + 128);
    if (bytes2 > TABLE_BYTES_MAX)
      throw new Error("invalid window size: table would need ~" + Math.ceil(bytes2 / 2 ** 20) + " MiB, max " + TABLE_BYTES_MAX / 2 ** 20 + " MiB");
  }
  function probeRandomBytes(randomBytes3, length) {
    if (randomBytes3 === void 0)
      return void 0;
    afunction(randomBytes3, "randomBytes");
    try {
      const probe = randomBytes3(length);
      if (!isBytes2(probe) || probe.length !== length)
        return void 0;
    } catch {
      return void 0;
    }
    return randomBytes3;
  }
  function validateMSMPoints(points, c) {
    aarray(points, "points");
    points.forEach((p, i) => {
      if (!(p instanceof c))
        throw new Error("invalid point at index " + i);
    });
  }
  function validateMSMScalars(scalars, field2, maxScalar) {
    if (!Array.isArray(scalars))
      throw new Error("array of scalars expected");
    scalars.forEach((s, i) => {
      const ok = maxScalar === void 0 ? field2.isValid(s) : isPosBig(s) && s < maxScalar;
      if (!ok)
        throw new Error("invalid scalar at index " + i);
    });
  }
  var pointWindowSizes = /* @__PURE__ */ new WeakMap();
  function getWindowSize(P) {
    return pointWindowSizes.get(P) || 1;
  }
  function oddMultiples(p, size2) {
    const dbl = p.double();
    const t = [p];
    for (let j = 1; j < size2; j++)
      t.push(t[j - 1].add(dbl));
    return t;
  }
  function wnafDigits(n, W) {
    const size2 = 2 ** W;
    const half = size2 / 2;
    const mask = BigInt(size2 - 1);
    const d = [];
    while (n > _0n3) {
      let w = 0;
      if (n & _1n3) {
        w = Number(n & mask);
        if (w >= half)
          w -= size2;
        n -= BigInt(w);
      }
      d.push(w);
      n >>= _1n3;
    }
    return d;
  }
  function signedWindowDigits(n, W, windows) {
    const size2 = 2 ** W;
    const half = size2 / 2;
    const mask = BigInt(size2 - 1);
    const shiftBy = BigInt(W);
    const d = [];
    for (let w = 0; w < windows; w++) {
      let v = Number(n & mask);
      n >>= shiftBy;
      if (v > half) {
        v -= size2;
        n += _1n3;
      }
      d.push(v);
    }
    if (n !== _0n3)
      throw new Error("invalid wnaf");
    return d;
  }
  function wnafWalk(zero, tables, digits) {
    let max = 0;
    for (const d of digits)
      max = Math.max(max, d.length);
    let acc = zero;
    for (let bit = max - 1; bit >= 0; bit--) {
      if (bit !== max - 1)
        acc = acc.double();
      for (let i = 0; i < digits.length; i++) {
        const w = digits[i][bit];
        if (w) {
          const item = tables[i][Math.abs(w) - 1 >> 1];
          acc = acc.add(w < 0 ? item.negate() : item);
        }
      }
    }
    return acc;
  }
  var ScalarMultiplier = class {
    Point;
    BASE;
    ZERO;
    randomBytes;
    wnafPrecomputes = /* @__PURE__ */ new WeakMap();
    baseCanBeBlinded;
    bits;
    // Parametrized with a given Point class (not individual point)
    constructor(Point2, randomBytes3) {
      validatePointCons(Point2);
      this.randomBytes = probeRandomBytes(randomBytes3, BLIND_BYTES);
      this.Point = Point2;
      this.BASE = Point2.BASE;
      this.ZERO = Point2.ZERO;
      this.bits = Point2.Fn.BITS;
    }
    /**
     * Creates a signed fixed-window wNAF precomputation table: for every window w, the
     * multiples `[1..2^(W−1)]⋅2^(w⋅W)⋅P`, flattened. All doublings are baked into the table,
     * so cached multiplication is additions-only. `windows = ceil(bits/W) + 1`: the extra
     * window absorbs the final carry of signed-digit recoding.
     * For a 256-bit curve and W=6, the table is 44⋅32 = 1408 points.
     * @param point - Point instance
     * @param W - window size
     * @param bits - scalar bitlength the table must cover
     */
    buildWnafTable(point, W, bits) {
      const windows = Math.ceil(bits / W) + 1;
      const half = 2 ** (W - 1);
      const comp = [];
      let base = point;
      for (let w = 0; w < windows; w++) {
        let acc = base;
        for (let i = 0; i < half; i++) {
          comp.push(acc);
          acc = acc.add(base);
        }
        base = comp[comp.length - 1].double();
      }
      return { W, bits, windows, comp };
    }
    /**
     * Implements ec multiplication using precomputed signed fixed-window wNAF tables.
     * Constant-time: fixed window count with one table addition per window — zero digits feed
     * the fake accumulator — and no doublings; the lookup scans the whole window slice.
     * Scalar bounds are validated by the public entry points ({@link ScalarMultiplier.mulCT},
     * {@link ScalarMultiplier.mulCTBlinded}, {@link ScalarMultiplier.mulUnsafe});
     * signedWindowDigits throws if `n` exceeds the table.
     * @returns real and fake (for const-time) points
     */
    wnafCachedCT(precomputes, n) {
      const { W, windows, comp } = precomputes;
      const half = 2 ** (W - 1);
      const digits = signedWindowDigits(n, W, windows);
      let p = this.ZERO;
      let f = this.BASE;
      for (let w = 0; w < windows; w++) {
        const digit = digits[w];
        const start2 = w * half;
        const idx = Math.abs(digit) - 1;
        let sel = comp[start2];
        for (let i = 1; i < half; i++)
          sel = i === idx ? comp[start2 + i] : sel;
        const neg = sel.negate();
        if (digit === 0)
          f = f.add(comp[start2]);
        else
          p = p.add(digit < 0 ? neg : sel);
      }
      return { p, f };
    }
    // Cache key is point identity plus (W, bits); at most two entries exist per point (public-width
    // `Fn.BITS` and blinded `Fn.BITS + BLIND_BITS`). Callers must not reuse the same point with
    // incompatible `transform(...)` layouts and expect a separate cache entry.
    getWnafPrecomputes(W, point, bits, transform) {
      let entries = this.wnafPrecomputes.get(point);
      let comp = entries?.find((entry) => entry.W === W && entry.bits === bits);
      if (!comp) {
        comp = this.buildWnafTable(point, W, bits);
        if (typeof transform === "function")
          comp = { ...comp, comp: transform(comp.comp) };
        if (!entries) {
          entries = [];
          this.wnafPrecomputes.set(point, entries);
        }
        entries.push(comp);
      }
      return comp;
    }
    assertPoint(point) {
      if (!(point instanceof this.Point))
        throw new TypeError('"point" expected Point instance, got type=' + typeof point);
    }
    // Shared prologue of the constant-time entry points. Rejects scalar 0: in key/signature-style
    // callers a zero scalar means broken upstream plumbing, and concrete Points already reject it.
    // Uses inRange instead of Fn.isValidNot0: validateField() only certifies the arithmetic subset.
    validateMulInput(point, scalar) {
      this.assertPoint(point);
      if (!inRange(scalar, _1n3, this.Point.Fn.ORDER))
        throw new Error("invalid scalar");
    }
    // Constant-time dispatch shared by mulCT / mulCTBlinded. Un-precomputed points (W===1, e.g.
    // ECDH peer keys) skip building a throwaway cached table in favor of a small fixed-window
    // multiply. `n` must be < 2^bits.
    runCT(point, n, bits, transform) {
      const W = getWindowSize(point);
      if (W === 1)
        return this.fixedWindowCT(point, n, bits);
      return this.wnafCachedCT(this.getWnafPrecomputes(W, point, bits, transform), n);
    }
    mulCT(point, scalar, transform) {
      this.validateMulInput(point, scalar);
      return this.runCT(point, scalar, this.bits, transform);
    }
    mulCTBlinded(point, scalar, transform) {
      this.validateMulInput(point, scalar);
      if (this.randomBytes === void 0)
        throw new Error("randomBytes is required for scalar blinding");
      const bits = this.Point.Fn.BITS + BLIND_BITS;
      const blind = this.randomBytes(BLIND_BYTES);
      if (!isBytes2(blind) || blind.length !== BLIND_BYTES)
        throw new Error("randomBytes returned invalid byte array");
      blind[0] = blind[0] & 63 | 128;
      const n = scalar + bytesToNumberBE(blind) * this.Point.Fn.ORDER;
      return this.runCT(point, n, bits, transform);
    }
    /**
     * Constant-time multiplication `n*point` for an un-precomputed point, via a small fixed window.
     * A cached wNAF table only pays off when reused; a flat 2^FW_WINDOW table (`size-1` adds) is
     * far cheaper to build for a single use. The point-operation sequence is independent of `n`:
     * build the table, then per window exactly FW_WINDOW doublings, a data-oblivious scan over
     * every table entry, and one addition (adds the identity when the window digit is 0 — never
     * skipped).
     *
     * `n` must be `< 2^bits`. Assumes complete addition (adding the identity costs the same as any
     * add), which holds for the Weierstrass/Edwards point types used here. The table is left in
     * projective form (no normalizeZ): normalizing this small a table costs more than the
     * mixed-add savings it would buy for a single multiply.
     * @returns real point `p`; `f` duplicates it only to match {@link wnafCachedCT}'s return shape
     * (this path needs no fake accumulator — its op-count is already scalar-independent).
     */
    fixedWindowCT(point, n, bits) {
      const W = FW_WINDOW;
      const size2 = 1 << W;
      const mask = bitMask(W);
      const table = new Array(size2);
      table[0] = this.ZERO;
      for (let i = 1; i < size2; i++)
        table[i] = table[i - 1].add(point);
      const windows = Math.ceil(bits / W);
      let acc = this.ZERO;
      for (let window = windows - 1; window >= 0; window--) {
        if (window !== windows - 1)
          for (let d = 0; d < W; d++)
            acc = acc.double();
        const digit = Number(n >> BigInt(window * W) & mask);
        let sel = table[0];
        for (let i = 1; i < size2; i++)
          sel = i === digit ? table[i] : sel;
        acc = acc.add(sel);
      }
      return { p: acc, f: acc };
    }
    shouldBlind(point, cofactor) {
      if (this.randomBytes === void 0)
        return false;
      if (cofactor === _1n3)
        return true;
      if (point !== this.BASE)
        return false;
      if (this.baseCanBeBlinded === void 0)
        this.baseCanBeBlinded = this.mulUnsafe(this.BASE, this.Point.Fn.ORDER).is0();
      return this.baseCanBeBlinded;
    }
    mulSecret(point, scalar, cofactor, transform) {
      return this.shouldBlind(point, cofactor) ? this.mulCTBlinded(point, scalar, transform) : this.mulCT(point, scalar, transform);
    }
    mulUnsafe(point, scalar, transform) {
      this.assertPoint(point);
      if (!isPosBig(scalar))
        throw new Error("invalid scalar");
      const W = getWindowSize(point);
      if (W === 1 || scalar >= this.Point.Fn.ORDER)
        return mulAddUnsafe(this.Point, [point], [scalar], true);
      const precomputes = this.getWnafPrecomputes(W, point, this.bits, transform);
      return this.wnafCachedCT(precomputes, scalar).p;
    }
    // Remembers the window size used for precomputed wNAF multiplication of the given point
    // and drops any previously built tables. Usually only the base point is precomputed.
    // W=1 resets the point to the un-precomputed (table-less) paths.
    // W is additionally capped so tables stay under ~2 GiB ({@link TABLE_BYTES_MAX}).
    setWindowSize(point, W) {
      this.assertPoint(point);
      validateW(W, this.bits);
      const windows = Math.ceil((this.bits + BLIND_BITS) / W) + 1;
      validateTableBytes(windows * 2 ** (W - 1), this.Point.Fp.BYTES);
      pointWindowSizes.set(point, W);
      this.wnafPrecomputes.delete(point);
    }
    // True when a window size is set: tables themselves are built lazily on first multiply.
    hasWindowSize(point) {
      return getWindowSize(point) !== 1;
    }
  };
  function mulAddUnsafe(c, points, scalars, allowOversized = false) {
    validatePointCons(c);
    validateMSMPoints(points, c);
    abool(allowOversized, "allowOversized");
    validateMSMScalars(scalars, c.Fn, allowOversized ? c.Fn.ORDER ** _4n2 : void 0);
    if (points.length !== scalars.length)
      throw new Error("arrays of points and scalars must have equal length");
    const tables = points.map((p) => oddMultiples(p, 4));
    const digits = scalars.map((n) => wnafDigits(n, 4));
    return wnafWalk(c.ZERO, tables, digits);
  }
  function createField(order, field2, isLE) {
    if (field2) {
      if (field2.ORDER !== order)
        throw new Error("Field.ORDER must match order: Fp == p, Fn == n");
      validateField(field2);
      return field2;
    } else {
      return Field(order, { isLE });
    }
  }
  function createCurveFields(type, CURVE, curveOpts = {}, FpFnLE) {
    if (type !== "weierstrass" && type !== "edwards")
      throw new Error('expected curve type "weierstrass" or "edwards"');
    if (FpFnLE === void 0)
      FpFnLE = type === "edwards";
    if (!CURVE || typeof CURVE !== "object")
      throw new Error(`expected valid ${type} CURVE object`);
    validateObject(curveOpts);
    for (const p of ["p", "n", "h"]) {
      const val = CURVE[p];
      if (!(isPosBig(val) && val !== _0n3))
        throw new Error(`CURVE.${p} must be positive bigint`);
    }
    const Fp2 = createField(CURVE.p, curveOpts.Fp, FpFnLE);
    const Fn = createField(CURVE.n, curveOpts.Fn, FpFnLE);
    const _b = type === "weierstrass" ? "b" : "d";
    const params = ["Gx", "Gy", "a", _b];
    for (const p of params) {
      if (!Fp2.isValid(CURVE[p]))
        throw new Error(`CURVE.${p} must be valid field element of CURVE.Fp`);
    }
    CURVE = Object.freeze(Object.assign({}, CURVE));
    return { CURVE, Fp: Fp2, Fn };
  }
  function createKeygen(randomSecretKey, getPublicKey) {
    return function keygen(seed) {
      const secretKey = randomSecretKey(seed);
      return { secretKey, publicKey: getPublicKey(secretKey) };
    };
  }

  // node_modules/@noble/curves/abstract/edwards.js
  /*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
  var _0n4 = /* @__PURE__ */ BigInt(0);
  var _1n4 = /* @__PURE__ */ BigInt(1);
  var _2n2 = /* @__PURE__ */ BigInt(2);
  var _4n3 = /* @__PURE__ */ BigInt(4);
  var _8n2 = /* @__PURE__ */ BigInt(8);
  function isEdValidXY(Fp2, CURVE, x, y) {
    const x2 = Fp2.sqr(x);
    const y2 = Fp2.sqr(y);
    const left = Fp2.add(Fp2.mul(CURVE.a, x2), y2);
    const right = Fp2.add(Fp2.ONE, Fp2.mul(CURVE.d, Fp2.mul(x2, y2)));
    return Fp2.eql(left, right);
  }
  function edwards(params, extraOpts = {}) {
    validateObject(extraOpts, {}, {}, "extraOpts");
    const opts = extraOpts;
    const validated = createCurveFields("edwards", params, opts, opts.FpFnLE);
    const { Fp: Fp2, Fn } = validated;
    let CURVE = validated.CURVE;
    const { h: cofactor } = CURVE;
    if (FpLegendre(Fp2, CURVE.a) !== 1)
      throw new Error("edwards: CURVE.a must be a square in Fp for complete addition formulas");
    if (FpLegendre(Fp2, CURVE.d) !== -1)
      throw new Error("edwards: CURVE.d must be a non-square in Fp for complete addition formulas");
    validateObject(opts, {}, { uvRatio: "function", randomBytes: "function" });
    const randomBytes3 = opts.randomBytes === void 0 ? randomBytes2 : opts.randomBytes;
    const MASK = _2n2 << BigInt(Fp2.BYTES * 8) - _1n4;
    function isOdd(n) {
      if (!Fp2.isOdd)
        throw new Error("Field does not have .isOdd()");
      return Fp2.isOdd(n);
    }
    const uvRatio2 = opts.uvRatio === void 0 ? (u, v) => {
      try {
        return { isValid: true, value: Fp2.sqrt(Fp2.div(u, v)) };
      } catch (e) {
        return { isValid: false, value: _0n4 };
      }
    } : opts.uvRatio;
    if (!isEdValidXY(Fp2, CURVE, CURVE.Gx, CURVE.Gy))
      throw new Error("bad curve params: generator point");
    const mulA = Fp2.eql(CURVE.a, Fp2.neg(Fp2.ONE)) ? (x) => Fp2.neg(x) : Fp2.eql(CURVE.a, Fp2.ONE) ? (x) => x : (x) => Fp2.mul(CURVE.a, x);
    function acoord(title, n, banZero = false) {
      const min = banZero ? _1n4 : _0n4;
      aInRange("coordinate " + title, n, min, MASK);
      return n;
    }
    function aedpoint(other) {
      if (!(other instanceof Point2))
        throw new Error("EdwardsPoint expected");
    }
    class Point2 {
      static BASE = new Point2(CURVE.Gx, CURVE.Gy, Fp2.ONE, Fp2.mul(CURVE.Gx, CURVE.Gy));
      static ZERO = new Point2(Fp2.ZERO, Fp2.ONE, Fp2.ONE, Fp2.ZERO);
      static Fp = Fp2;
      static Fn = Fn;
      X;
      Y;
      Z;
      T;
      constructor(X, Y, Z, T) {
        this.X = acoord("x", X);
        this.Y = acoord("y", Y);
        this.Z = acoord("z", Z, true);
        this.T = acoord("t", T);
        Object.freeze(this);
      }
      static CURVE() {
        return CURVE;
      }
      /**
       * Create one extended Edwards point from affine coordinates.
       * Does NOT validate that the point is on-curve or torsion-free.
       * Use `.assertValidity()` on adversarial inputs.
       */
      static fromAffine(p) {
        if (p instanceof Point2)
          throw new Error("extended point not allowed");
        const { x, y } = p || {};
        acoord("x", x);
        acoord("y", y);
        return new Point2(x, y, Fp2.ONE, Fp2.mul(x, y));
      }
      // Uses algo from RFC8032 5.1.3.
      static fromBytes(bytes2, zip215 = false) {
        const len = Fp2.BYTES;
        const { a, d } = CURVE;
        bytes2 = copyBytes(abytes2(bytes2, len, "point"));
        abool(zip215, "zip215");
        const normed = copyBytes(bytes2);
        const lastByte = bytes2[len - 1];
        normed[len - 1] = lastByte & ~128;
        const y = bytesToNumberLE(normed);
        const max = zip215 ? MASK : Fp2.ORDER;
        aInRange("point.y", y, _0n4, max);
        const y2 = Fp2.sqr(y);
        const u = Fp2.sub(y2, Fp2.ONE);
        const v = Fp2.sub(Fp2.mulN(d, y2), a);
        let { isValid, value: x } = uvRatio2(u, v);
        if (!isValid)
          throw new Error("bad point: invalid y coordinate");
        const isXOdd = isOdd(x);
        const isLastByteOdd = (lastByte & 128) !== 0;
        if (!zip215 && Fp2.is0(x) && isLastByteOdd)
          throw new Error("bad point: x=0 and x_0=1");
        if (isLastByteOdd !== isXOdd)
          x = Fp2.neg(x);
        return Point2.fromAffine({ x, y });
      }
      static fromHex(hex2, zip215 = false) {
        return Point2.fromBytes(hexToBytes2(hex2), zip215);
      }
      get x() {
        return this.toAffine().x;
      }
      get y() {
        return this.toAffine().y;
      }
      precompute(windowSize = 6, isLazy = true) {
        wnaf.setWindowSize(this, windowSize);
        if (!isLazy)
          this.multiply(_2n2);
        return this;
      }
      // Useful in fromAffine() - not for fromBytes(), which always created valid points.
      assertValidity() {
        const p = this;
        const { a, d } = CURVE;
        if (p.is0())
          throw new Error("bad point: ZERO");
        const { X, Y, Z, T } = p;
        const X2 = Fp2.sqr(X);
        const Y2 = Fp2.sqr(Y);
        const Z2 = Fp2.sqr(Z);
        const Z4 = Fp2.sqr(Z2);
        const aX2 = Fp2.mul(X2, a);
        const left = Fp2.mul(Fp2.add(aX2, Y2), Z2);
        const right = Fp2.add(Z4, Fp2.mul(d, Fp2.mul(X2, Y2)));
        if (!Fp2.eql(left, right))
          throw new Error("bad point: equation left != right (1)");
        const XY = Fp2.mul(X, Y);
        const ZT = Fp2.mul(Z, T);
        if (!Fp2.eql(XY, ZT))
          throw new Error("bad point: equation left != right (2)");
      }
      // Compare one point to another.
      equals(other) {
        aedpoint(other);
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const { X: X2, Y: Y2, Z: Z2 } = other;
        const X1Z2 = Fp2.mul(X1, Z2);
        const X2Z1 = Fp2.mul(X2, Z1);
        const Y1Z2 = Fp2.mul(Y1, Z2);
        const Y2Z1 = Fp2.mul(Y2, Z1);
        return Fp2.eql(X1Z2, X2Z1) && Fp2.eql(Y1Z2, Y2Z1);
      }
      is0() {
        return this.equals(Point2.ZERO);
      }
      negate() {
        return new Point2(Fp2.neg(this.X), this.Y, this.Z, Fp2.neg(this.T));
      }
      // Fast algo for doubling Extended Point.
      // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#doubling-dbl-2008-hwcd
      // Cost: 4M + 4S + 1*a + 6add + 1*2.
      double() {
        const { X: X1, Y: Y1, Z: Z1 } = this;
        const A = Fp2.sqr(X1);
        const B = Fp2.sqr(Y1);
        const C = Fp2.mul(Fp2.sqr(Z1), _2n2);
        const D = mulA(A);
        const x1y1 = Fp2.addN(X1, Y1);
        const E = Fp2.sub(Fp2.subN(Fp2.sqr(x1y1), A), B);
        const G = Fp2.addN(D, B);
        const F = Fp2.subN(G, C);
        const H = Fp2.subN(D, B);
        const X3 = Fp2.mul(E, F);
        const Y3 = Fp2.mul(G, H);
        const T3 = Fp2.mul(E, H);
        const Z3 = Fp2.mul(F, G);
        return new Point2(X3, Y3, Z3, T3);
      }
      // Fast algo for adding 2 Extended Points.
      // https://hyperelliptic.org/EFD/g1p/auto-twisted-extended.html#addition-add-2008-hwcd
      // Cost: 9M + 1*a + 1*d + 7add.
      add(other) {
        aedpoint(other);
        const { d } = CURVE;
        const { X: X1, Y: Y1, Z: Z1, T: T1 } = this;
        const { X: X2, Y: Y2, Z: Z2, T: T2 } = other;
        const A = Fp2.mul(X1, X2);
        const B = Fp2.mul(Y1, Y2);
        const C = Fp2.mul(Fp2.mulN(T1, d), T2);
        const D = Fp2.mul(Z1, Z2);
        const E = Fp2.sub(Fp2.subN(Fp2.mulN(Fp2.addN(X1, Y1), Fp2.addN(X2, Y2)), A), B);
        const F = Fp2.subN(D, C);
        const G = Fp2.addN(D, C);
        const H = Fp2.sub(B, mulA(A));
        const X3 = Fp2.mul(E, F);
        const Y3 = Fp2.mul(G, H);
        const T3 = Fp2.mul(E, H);
        const Z3 = Fp2.mul(F, G);
        return new Point2(X3, Y3, Z3, T3);
      }
      subtract(other) {
        aedpoint(other);
        return this.add(other.negate());
      }
      // Constant-time multiplication.
      multiply(scalar) {
        if (!Fn.isValidNot0(scalar))
          throw new RangeError("invalid scalar: expected 1 <= sc < curve.n");
        const { p, f } = wnaf.mulSecret(this, scalar, cofactor, normalize);
        return normalize([p, f])[0];
      }
      // Non-constant-time multiplication. Uses double-and-add algorithm.
      // It's faster, but should only be used when you don't care about
      // an exposed private key e.g. sig verification.
      // Keeps the same subgroup-scalar contract: 0 is allowed for public-scalar callers, but
      // n and larger values are rejected instead of being reduced mod n to the identity point.
      multiplyUnsafe(scalar) {
        if (!Fn.isValid(scalar))
          throw new RangeError("invalid scalar: expected 0 <= sc < curve.n");
        if (scalar === _0n4)
          return Point2.ZERO;
        if (this.is0() || scalar === _1n4)
          return this;
        return wnaf.mulUnsafe(this, scalar, normalize);
      }
      // Checks if point is of small order.
      // If you add something to small order point, you will have "dirty"
      // point with torsion component.
      // Clears cofactor and checks if the result is 0.
      isSmallOrder() {
        return this.clearCofactor().is0();
      }
      // Multiplies point by curve order and checks if the result is 0.
      // Returns `false` is the point is dirty.
      isTorsionFree() {
        return wnaf.mulUnsafe(this, CURVE.n).is0();
      }
      // Converts Extended point to default (x, y) coordinates.
      // Can accept precomputed Z^-1 - for example, from invertBatch.
      toAffine(invertedZ) {
        const p = this;
        let iz = invertedZ;
        if (iz != null && typeof iz !== "bigint")
          throw new TypeError('"invertedZ" expected bigint, got type=' + typeof iz);
        const { X, Y, Z } = p;
        const is0 = p.is0();
        if (iz == null)
          iz = is0 ? Fp2.create(_8n2) : Fp2.inv(Z);
        const x = Fp2.mul(X, iz);
        const y = Fp2.mul(Y, iz);
        const zz = Fp2.mul(Z, iz);
        if (is0)
          return { x: Fp2.ZERO, y: Fp2.ONE };
        if (!Fp2.eql(zz, Fp2.ONE))
          throw new Error("invZ was invalid");
        return { x, y };
      }
      clearCofactor() {
        if (cofactor === _1n4)
          return this;
        if (cofactor === _2n2)
          return this.double();
        if (cofactor === _4n3)
          return this.double().double();
        if (cofactor === _8n2)
          return this.double().double().double();
        return this.multiplyUnsafe(cofactor);
      }
      toBytes() {
        const { x, y } = this.toAffine();
        const bytes2 = Fp2.toBytes(y);
        bytes2[bytes2.length - 1] |= isOdd(x) ? 128 : 0;
        return bytes2;
      }
      toHex() {
        return bytesToHex2(this.toBytes());
      }
      toString() {
        return `<Point ${this.is0() ? "ZERO" : this.toHex()}>`;
      }
    }
    const normalize = (points) => normalizeZ(Point2, points);
    const wnaf = new ScalarMultiplier(Point2, randomBytes3);
    if (wnaf.bits >= 6)
      Point2.BASE.precompute(6);
    Object.freeze(Point2.prototype);
    Object.freeze(Point2);
    return Point2;
  }
  function eddsa(Point2, cHash, eddsaOpts = {}) {
    validatePointCons(Point2);
    if (typeof cHash !== "function")
      throw new Error('"hash" function param is required');
    const hash = cHash;
    const opts = eddsaOpts;
    validateObject(opts, {}, {
      adjustScalarBytes: "function",
      randomBytes: "function",
      domain: "function",
      prehash: "function",
      zip215: "boolean",
      mapToCurve: "function",
      toMontgomery: "function",
      toMontgomerySecret: "function"
    });
    const { prehash } = opts;
    const { BASE, Fp: Fp2, Fn } = Point2;
    const outputLen = hash.outputLen;
    const expectedLen = 2 * Fp2.BYTES;
    if (outputLen !== void 0) {
      asafenumber(outputLen, "hash.outputLen");
      if (outputLen !== expectedLen)
        throw new Error(`hash.outputLen must be ${expectedLen}, got ${outputLen}`);
    }
    const randomBytes3 = opts.randomBytes === void 0 ? randomBytes2 : opts.randomBytes;
    const toMontgomery2 = opts.toMontgomery;
    const toMontgomerySecret2 = opts.toMontgomerySecret;
    const adjustScalarBytes2 = opts.adjustScalarBytes === void 0 ? (bytes2) => bytes2 : opts.adjustScalarBytes;
    const domain = opts.domain === void 0 ? (data, ctx, phflag) => {
      abool(phflag, "phflag");
      if (ctx.length || phflag)
        throw new Error("Contexts/pre-hash are not supported");
      return data;
    } : opts.domain;
    function modN_LE(hash2) {
      return Fn.create(bytesToNumberLE(hash2));
    }
    function getPrivateScalar(key) {
      const len = lengths.secretKey;
      abytes2(key, lengths.secretKey, "secretKey");
      const hashed = abytes2(hash(key), 2 * len, "hashedSecretKey");
      const head = adjustScalarBytes2(hashed.slice(0, len));
      const prefix = hashed.slice(len, 2 * len);
      const scalar = modN_LE(head);
      return { head, prefix, scalar };
    }
    function getExtendedPublicKey(secretKey) {
      const { head, prefix, scalar } = getPrivateScalar(secretKey);
      const point = BASE.multiply(scalar);
      const pointBytes = point.toBytes();
      return { head, prefix, scalar, point, pointBytes };
    }
    function getPublicKey(secretKey) {
      return getExtendedPublicKey(secretKey).pointBytes;
    }
    function hashDomainToScalar(context = Uint8Array.of(), ...msgs) {
      const msg = concatBytes2(...msgs);
      return modN_LE(hash(domain(msg, abytes2(context, void 0, "context"), !!prehash)));
    }
    function sign(msg, secretKey, options = {}) {
      validateObject(options, {}, {}, "options");
      msg = copyBytes(abytes2(msg, void 0, "message"));
      if (prehash)
        msg = prehash(msg);
      const { prefix, scalar, pointBytes } = getExtendedPublicKey(secretKey);
      const r = hashDomainToScalar(options.context, prefix, msg);
      const R = BASE.multiply(r).toBytes();
      const k = hashDomainToScalar(options.context, R, pointBytes, msg);
      const s = Fn.create(r + k * scalar);
      if (!Fn.isValid(s))
        throw new Error("sign failed: invalid s");
      const rs = concatBytes2(R, Fn.toBytes(s));
      return abytes2(rs, lengths.signature, "result");
    }
    const verifyOpts = {
      zip215: opts.zip215
    };
    function verify(sig, msg, publicKey, options = verifyOpts) {
      validateObject(options);
      const { context } = options;
      const zip215 = options.zip215 === void 0 ? !!verifyOpts.zip215 : options.zip215;
      const len = lengths.signature;
      sig = abytes2(sig, len, "signature");
      msg = abytes2(msg, void 0, "message");
      publicKey = abytes2(publicKey, lengths.publicKey, "publicKey");
      if (zip215 !== void 0)
        abool(zip215, "zip215");
      if (prehash)
        msg = prehash(msg);
      const mid = len / 2;
      const r = sig.subarray(0, mid);
      const s = bytesToNumberLE(sig.subarray(mid, len));
      let A, R, SB;
      try {
        A = Point2.fromBytes(publicKey, zip215);
        R = Point2.fromBytes(r, zip215);
        SB = BASE.multiplyUnsafe(s);
      } catch (error) {
        return false;
      }
      if (!zip215 && A.isSmallOrder())
        return false;
      const k = hashDomainToScalar(context, r, publicKey, msg);
      const RkA = R.add(A.multiplyUnsafe(k));
      return RkA.subtract(SB).clearCofactor().is0();
    }
    const _size = Fp2.BYTES;
    const lengths = {
      secretKey: _size,
      publicKey: _size,
      signature: 2 * _size,
      seed: _size
    };
    function randomSecretKey(seed) {
      seed = seed === void 0 ? randomBytes3(lengths.seed) : seed;
      return abytes2(seed, lengths.seed, "seed");
    }
    function isValidSecretKey(key) {
      return isBytes2(key) && key.length === lengths.secretKey;
    }
    function isValidPublicKey(key, zip215) {
      try {
        return !!Point2.fromBytes(key, zip215 === void 0 ? verifyOpts.zip215 : zip215);
      } catch (error) {
        return false;
      }
    }
    const utils = {
      getExtendedPublicKey,
      randomSecretKey,
      isValidSecretKey,
      isValidPublicKey,
      /** Converts an Edwards public key to a companion Montgomery public key. */
      toMontgomery(publicKey) {
        if (toMontgomery2 === void 0)
          throw new Error("Montgomery conversion is not supported for this curve");
        return toMontgomery2(Point2.fromBytes(publicKey));
      },
      toMontgomerySecret(secretKey) {
        if (toMontgomerySecret2 === void 0)
          throw new Error("Montgomery conversion is not supported for this curve");
        return toMontgomerySecret2(secretKey);
      }
    };
    Object.freeze(lengths);
    Object.freeze(utils);
    return Object.freeze({
      keygen: createKeygen(randomSecretKey, getPublicKey),
      getPublicKey,
      sign,
      verify,
      utils,
      Point: Point2,
      lengths
    });
  }

  // node_modules/@noble/curves/ed25519.js
  /*! noble-curves - MIT License (c) 2022 Paul Miller (paulmillr.com) */
  var _1n5 = /* @__PURE__ */ BigInt(1);
  var _2n3 = /* @__PURE__ */ BigInt(2);
  var _5n2 = /* @__PURE__ */ BigInt(5);
  var _8n3 = /* @__PURE__ */ BigInt(8);
  var ed25519_CURVE_p = /* @__PURE__ */ BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffed");
  var ed25519_CURVE = /* @__PURE__ */ (() => ({
    p: ed25519_CURVE_p,
    n: BigInt("0x1000000000000000000000000000000014def9dea2f79cd65812631a5cf5d3ed"),
    h: _8n3,
    a: BigInt("0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec"),
    d: BigInt("0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3"),
    Gx: BigInt("0x216936d3cd6e53fec0a4e231fdd6dc5c692cc7609525a7b2c9562d608f25d51a"),
    Gy: BigInt("0x6666666666666666666666666666666666666666666666666666666666666658")
  }))();
  function ed25519_pow_2_252_3(x) {
    const _10n = BigInt(10), _20n = BigInt(20), _40n = BigInt(40), _80n = BigInt(80);
    const P = ed25519_CURVE_p;
    const x2 = x * x % P;
    const b2 = x2 * x % P;
    const b4 = pow2(b2, _2n3, P) * b2 % P;
    const b5 = pow2(b4, _1n5, P) * x % P;
    const b10 = pow2(b5, _5n2, P) * b5 % P;
    const b20 = pow2(b10, _10n, P) * b10 % P;
    const b40 = pow2(b20, _20n, P) * b20 % P;
    const b80 = pow2(b40, _40n, P) * b40 % P;
    const b160 = pow2(b80, _80n, P) * b80 % P;
    const b240 = pow2(b160, _80n, P) * b80 % P;
    const b250 = pow2(b240, _10n, P) * b10 % P;
    const pow_p_5_8 = pow2(b250, _2n3, P) * x % P;
    return { pow_p_5_8, b2 };
  }
  function adjustScalarBytes(bytes2) {
    bytes2[0] &= 248;
    bytes2[31] &= 127;
    bytes2[31] |= 64;
    return bytes2;
  }
  var ED25519_SQRT_M1 = /* @__PURE__ */ BigInt("19681161376707505956807079304988542015446066515923890162744021073123829784752");
  function uvRatio(u, v) {
    const P = ed25519_CURVE_p;
    const v3 = mod(v * v * v, P);
    const v7 = mod(v3 * v3 * v, P);
    const pow3 = ed25519_pow_2_252_3(u * v7).pow_p_5_8;
    let x = mod(u * v3 * pow3, P);
    const vx2 = mod(v * x * x, P);
    const root1 = x;
    const root2 = mod(x * ED25519_SQRT_M1, P);
    const useRoot1 = vx2 === u;
    const useRoot2 = vx2 === mod(-u, P);
    const noRoot = vx2 === mod(-u * ED25519_SQRT_M1, P);
    if (useRoot1)
      x = root1;
    if (useRoot2 || noRoot)
      x = root2;
    if (isNegativeLE(x, P))
      x = mod(-x, P);
    return { isValid: useRoot1 || useRoot2, value: x };
  }
  var ed25519_Point = /* @__PURE__ */ edwards(ed25519_CURVE, { uvRatio });
  var Fp = /* @__PURE__ */ (() => ed25519_Point.Fp)();
  function toMontgomery(point) {
    const { y } = point;
    return Fp.toBytes(Fp.div(_1n5 + y, _1n5 - y));
  }
  function toMontgomerySecret(secretKey) {
    const size2 = ed25519_Point.Fp.BYTES;
    abytes(secretKey, size2);
    return adjustScalarBytes(sha512(secretKey.subarray(0, size2))).subarray(0, size2);
  }
  function ed(opts) {
    return eddsa(ed25519_Point, sha512, Object.assign({ adjustScalarBytes, toMontgomery, toMontgomerySecret, zip215: true }, opts));
  }
  var ed25519 = /* @__PURE__ */ ed({});

  // src/protocol/random.js
  function randomBelow(order) {
    const bits = order.toString(2).length;
    const bytes2 = new Uint8Array(Math.ceil(bits / 8));
    const mask = 255 >> 8 * bytes2.length - bits;
    for (; ; ) {
      crypto.getRandomValues(bytes2);
      bytes2[0] &= mask;
      let value = 0n;
      for (const byte of bytes2) value = value << 8n | BigInt(byte);
      if (value < order) return value;
    }
  }

  // src/protocol/finite_field.js
  var WINDOW = 8n;
  var FiniteField = class {
    constructor({ name, p, q, g, mostValues }) {
      Object.assign(this, { name, p, order: q, generator: g, identity: 1n });
      this.mostValues = mostValues;
    }
    write(element) {
      return element.toString();
    }
    /** The element of a text in the one form that is allowed; membership is not checked. */
    read(text2) {
      if (typeof text2 !== "string" || !/^[1-9][0-9]{0,699}$/.test(text2)) {
        throw new RangeError("not a number of the group");
      }
      const value = BigInt(text2);
      if (value >= this.p) throw new RangeError("not a number of the group");
      return value;
    }
    isMember(element) {
      return element > 0n && element < this.p && this.power(element, this.order) === 1n;
    }
    multiply(a, b) {
      return a * b % this.p;
    }
    invert(element) {
      let [a, b, x, y] = [element, this.p, 1n, 0n];
      while (b) [a, b, x, y] = [b, a % b, y, x - a / b * y];
      return x < 0n ? x + this.p : x;
    }
    power(element, exponent) {
      let result = 1n;
      for (const bit of exponent.toString(2)) {
        result = result * result % this.p;
        if (bit === "1") result = result * element % this.p;
      }
      return result;
    }
    /** A function for powers of a base that stays: 2^8 powers of it for each byte of exponents. */
    table(base) {
      const rows = [];
      let step = base;
      for (let bits = this.order.toString(2).length; bits > 0; bits -= Number(WINDOW)) {
        const row = [1n];
        for (let i = 1; i < 1 << Number(WINDOW); i++) row.push(row[i - 1] * step % this.p);
        rows.push(row);
        step = row.at(-1) * step % this.p;
      }
      return (exponent) => {
        let result = 1n;
        let rest = exponent;
        for (const row of rows) {
          result = result * row[Number(rest & 255n)] % this.p;
          rest >>= WINDOW;
        }
        return result;
      };
    }
    /** An element that small numbers can be read from again: 8 bits each, then 8 bits to fit. */
    embed(values) {
      let candidate = packed(values, this) << 8n;
      for (const end = candidate + 256n; candidate < end; candidate++) {
        if (this.isMember(candidate)) return candidate;
      }
      throw new RangeError("these numbers do not fit into an element");
    }
    extract(element, count) {
      return unpacked(element >> 8n, count);
    }
    randomExponent() {
      return randomBelow(this.order);
    }
  };
  function packed(values, group) {
    if (values.length > group.mostValues || values.some((value) => value < 0 || value > 255)) {
      throw new RangeError("these numbers do not fit into an element");
    }
    return values.reduce((whole, value) => whole << 8n | BigInt(value), 0n);
  }
  function unpacked(whole, count) {
    return Array.from({ length: count }, (_, i) => Number(whole >> BigInt(8 * (count - 1 - i)) & 255n));
  }

  // src/protocol/ed25519.js
  var { Point } = ed25519;
  var PADDING = 14n;
  var EdwardsCurve = class {
    name = "Ed25519";
    order = Point.Fn.ORDER;
    generator = Point.BASE;
    identity = Point.ZERO;
    mostValues = 30;
    /** 64 hexadecimal digits, the most significant first: RFC 8032's bytes in reverse. */
    write(element) {
      return hex(element.toBytes().reverse());
    }
    read(text2) {
      if (typeof text2 !== "string" || !/^[0-9a-f]{64}$/.test(text2)) {
        throw new RangeError("not a point of the curve");
      }
      const point = Point.fromBytes(fromHex(text2).reverse());
      if (this.write(point) !== text2) throw new RangeError("not a point of the curve");
      return point;
    }
    isMember(element) {
      return element.isTorsionFree();
    }
    multiply(a, b) {
      return a.add(b);
    }
    invert(element) {
      return element.negate();
    }
    power(element, exponent) {
      return exponent ? element.multiply(exponent) : this.identity;
    }
    table(base) {
      base.precompute(8, false);
      return (exponent) => this.power(base, exponent);
    }
    embed(values) {
      let candidate = packed(values, this) << PADDING;
      for (const end = candidate + (1n << PADDING); candidate < end; candidate++) {
        const point = this.#point(candidate);
        if (point?.isTorsionFree()) return point;
      }
      throw new RangeError("these numbers do not fit into an element");
    }
    extract(element, count) {
      return unpacked(BigInt(`0x${this.write(element)}`) >> PADDING, count);
    }
    randomExponent() {
      return randomBelow(this.order);
    }
    #point(candidate) {
      try {
        return this.read(candidate.toString(16).padStart(64, "0"));
      } catch {
        return null;
      }
    }
  };

  // src/protocol/groups.js
  var BELENIOS_2048 = {
    name: "BELENIOS-2048",
    p: 20694785691422546401013643657505008064922989295751104097100884787057374219242717401922237254497684338129066633138078958404960054389636289796393038773905722803605973749427671376777618898589872735865049081167099310535867780980030790491654063777173764198678527273474476341835600035698305193144284561701911000786737307333564123971732897913240474578834468260652327974647951137672658693582180046317922073668860052627186363386088796882120769432366149491002923444346373222145884100586421050242120365433561201320481118852408731077014151666200162313177169372189248078507711827842317498073276598828825169183103125680162072880719n,
    q: 78571733251071885079927659812671450121821421258408794611510081919805623223441n,
    g: 2402352677501852209227687703532399932712287657378364916510075318787663274146353219320285676155269678799694668298749389095083896573425601900601068477164491735474137283104610458681314511781646755400527402889846139864532661215055797097162016168270312886432456663834863635782106154918419982534315189740658186868651151358576410138882215396016043228843603930989333662772848406593138406010231675095763777982665103606822406635076697764025346253773085133173495194248967754052573659049492477631475991575198775177711481490920456600205478127054728238140972518639858334115700568353695553423781475582491896050296680037745308460627n,
    mostValues: 0
  };
  var MODP_2048 = BigInt(
    "0xffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf0598da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3be39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf6955817183995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff"
  );
  var RFC_3526_2048 = {
    name: "RFC-3526-2048",
    p: MODP_2048,
    q: (MODP_2048 - 1n) / 2n,
    g: 2n,
    mostValues: 254
  };
  var MAKERS = {
    "BELENIOS-2048": () => new FiniteField(BELENIOS_2048),
    "RFC-3526-2048": () => new FiniteField(RFC_3526_2048),
    Ed25519: () => new EdwardsCurve()
  };
  function groupByName(name) {
    if (!Object.hasOwn(MAKERS, name)) throw new RangeError(`${name} is no group that this booth knows`);
    return MAKERS[name]();
  }

  // src/protocol/elections.js
  function prepareElection(raw) {
    const file = read(raw);
    if (file.version !== 1) throw new RangeError(`version ${file.version} of the protocol is not 1`);
    const group = groupByName(file.group);
    const y = group.read(file.public_key);
    const isOne = group.write(y) === group.write(group.identity);
    if (isOne || !group.isMember(y)) throw new RangeError("the key is not of its group");
    const power = { g: group.table(group.generator), y: group.table(y) };
    return { file, fingerprint: fingerprint(raw), group, y, power };
  }
  function checkTrustees({ group, y }, raw) {
    let key = group.identity;
    let size2 = 0;
    let threshold = 0;
    for (const [kind, trustee] of read(raw)) {
      const part = kind === "Single" ? single(group, trustee) : pedersen(group, trustee);
      key = group.multiply(key, part.key);
      size2 += part.size;
      threshold += part.threshold;
    }
    if (group.write(key) !== group.write(y)) {
      throw new RangeError("the key of the election is not that of its trustees");
    }
    return { size: size2, threshold };
  }
  function proved(group, { public_key: text2, pok }) {
    const key = group.read(text2);
    if (!group.isMember(key) || !knows(group, key, pok, `pok|${group.name}|${text2}|`)) {
      throw new RangeError("a trustee has not proved to have a key");
    }
    return key;
  }
  function single(group, trustee) {
    return { key: proved(group, trustee), size: 1, threshold: 1 };
  }
  function pedersen(group, trustee) {
    for (const each of trustee.verification_keys) proved(group, each);
    const key = trustee.coefexps.map(({ message }) => group.read(read(message).coefexps[0])).reduce((a, b) => group.multiply(a, b));
    return { key, size: trustee.verification_keys.length, threshold: trustee.threshold };
  }

  // src/words/en.js
  var answers = (count) => count === 1 ? "1 answer" : `${count} answers`;
  var en = {
    tag: "en",
    space: " ",
    booth: "Voting booth",
    auditor: "Auditor's page",
    loading: "The election is being loaded …",
    step: (at, of) => `Step ${at} of ${of}`,
    back: "Back",
    next: "Continue",
    pageTitle: (step, election2) => `${step} · ${election2}`,
    problem: "There is a problem",
    script: "Script of this booth",
    failed: {
      title: "This booth cannot be used",
      load: "The files of the election could not be loaded. Check your connection and open the link of your letter again.",
      files: (reason) => `The files of the election are not in order: ${reason}. Do not vote here; tell the election office.`,
      state: "This election is not open for votes at the moment.",
      seal: (reason) => `Your ballot could not be sealed: ${reason}.`,
      worker: "Your browser does not let this page work in the background. Open it in another browser."
    },
    start: {
      step: "Start",
      how: "How it goes",
      hows: (questions) => [
        questions === 1 ? "Answer one question and look at your answer once more." : `Answer ${questions} questions and look at your answers once more.`,
        "This page seals your ballot on this device. Nobody else sees your answers, nor does the city.",
        "Write down your tracker: with it you find your ballot on the public board.",
        "Say who you are, and cast the sealed ballot."
      ],
      keys: ({ size: size2, threshold }) => size2 === 1 ? "One trustee keeps the key that opens the tally." : `${size2} trustees keep the key in parts; ${threshold} of them together open the tally. Honest trustees open no single ballot.`,
      keysChecked: "The key of the election was checked: it is that of its trustees.",
      credential: "Your voting credential",
      fromLink: (end) => `Your credential was read from your link and removed from the address bar. It ends in ${end}.`,
      other: "Use another credential",
      credentialHint: "It is in your letter or e-mail: 22 characters such as 5LJUx-82Vk4a-SjWnG-tX7cD5, or 15 characters such as kP8-ipZ-K5L-gc7-659. Capital letters matter; hyphens do not. It stays on this device.",
      begin: "Begin",
      revote: "You can vote again until the election closes: your last ballot counts."
    },
    credentialFaults: {
      empty: () => "Type your voting credential: it is in your letter or e-mail.",
      character: ({ at, character }) => `Character ${at}, “${character}”, never stands in a credential.` + ("0OIl".includes(character) ? " Look again: the digit 0, the capital letters O and I and the small letter l are never used." : ""),
      length: ({ length }) => `These are ${length} characters without hyphens; a credential has 22, or 15.`,
      checksum: () => "The credential does not add up: one of its characters is mistyped. Compare each with your letter."
    },
    promises: {
      title: "What is guaranteed, and what is not",
      sure: "Guaranteed, if at least one person runs the public verifier",
      sures: [
        "Only eligible credentials vote, and each counts once: the last ballot. (For this the registrar or the server has to be honest.)",
        "Every ballot on the board is counted, and the result is right, even if the server, the city and all trustees are dishonest.",
        "With your tracker you can see that your ballot is on the board, unchanged.",
        "Your answers stay secret unless enough trustees conspire, your device is bad, or all voters answer alike."
      ],
      not: "Not guaranteed",
      nots: [
        ["Freedom from pressure.", "If somebody stands beside you or forces you, this system does not protect you. Voting again later can help; it is no full protection."],
        ["Freedom from receipts.", "Whoever keeps what happens on their own device can prove to others how they voted. Votes can therefore be bought."],
        ["Secrecy for ever.", "Sealed ballots are public. A future quantum computer could open them."],
        ["A clean device.", "Malware on this device can see your answers and may change them. Audits find changes with some probability, and find nothing else."],
        ["Being reachable.", "An attack may make the board unreachable for a time. Then use another way to vote."]
      ]
    },
    question: {
      step: (at, of) => of === 1 ? "The question" : `Question ${at} of ${of}`,
      one: "Choose one answer.",
      exactly: (count) => `Choose exactly ${answers(count)}.`,
      between: (min, max) => `Choose ${min} to ${answers(max)}.`,
      upTo: (max) => `Choose at most ${answers(max)}.`,
      orBlank: "Or cast a blank vote.",
      orNone: "Or choose none of them.",
      blank: "Blank vote",
      blankHint: "I take part, and choose none of the answers.",
      none: "None of these",
      noneHint: "My ballot holds no answer to this question.",
      chosen: (count, max) => `${count} of at most ${max} chosen`,
      tooMany: (count, max) => `${count} chosen, at most ${max} are allowed: take ${count - max} away.`,
      faults: {
        nothing: "Choose an answer, or say expressly that you choose none.",
        nothingOne: "Choose an answer.",
        few: (count, min) => `You have chosen ${count}; choose at least ${min}.`,
        many: (count, max) => `You have chosen ${count}; at most ${max} are allowed. Take ${count - max} away.`,
        unranked: "Give at least one answer a place.",
        ungraded: (left) => `Give a grade to each answer; ${left === 1 ? "one is" : `${left} are`} missing.`
      },
      rank: "Put the answers in your order, the best first.",
      rankHow: "Choose a place for each, or move it with the buttons. What you leave without a place comes after all others.",
      rankHowAll: "Choose a place for each, or move it with the buttons.",
      colon: ": ",
      place: (answer) => `Place of ${answer}`,
      noPlace: "no place",
      up: (answer) => `Move ${answer} up`,
      down: (answer) => `Move ${answer} down`,
      ranked: "Your order",
      unranked: "Without a place",
      moved: (answer, place) => `${answer}: place ${place}.`,
      removed: (answer) => `${answer}: no place.`,
      grade: "Give each answer a grade."
    },
    review: {
      step: "Look once more",
      intro: "This will be in your sealed ballot.",
      change: "Change",
      changeOf: (question2) => `Change the answer to: ${question2}`,
      place: (place) => `${place}.`,
      seal: "Seal my ballot",
      after: "Sealing takes a moment. Nothing is sent yet."
    },
    sealing: {
      step: "Sealing",
      title: "Your ballot is being sealed",
      done: (percent) => `${percent} percent sealed`,
      wait: "It is encrypted on this device, with proofs that it is a valid ballot."
    },
    sealed: {
      step: "Sealed",
      title: "Your ballot is sealed",
      tracker: "Your tracker",
      keep: "Write it down, photograph it or copy it now. Later it shows you that your very ballot is on the board; it tells nobody how you voted.",
      qr: "The tracker as a QR code",
      copy: "Copy the tracker",
      copied: "The tracker was copied.",
      choose: "Cast it, or put the booth to the test?",
      chooseWhy: "The booth could not know beforehand which of the two you choose. That is what keeps it honest.",
      cast: "Cast this ballot",
      castHint: "Next you say who you are. Then it goes to the board.",
      audit: "Audit this ballot instead",
      auditHint: "The envelope is opened: a file shows what is in it, and you check the file on another device. This ballot can then never count; you get a new one. The file shows these answers to whoever has it. If they should stay secret, go back, answer anything as a trial, and audit that."
    },
    audited: {
      step: "Audit",
      title: "The envelope is open",
      spoiled: "This ballot can never count: your vote has not been cast yet.",
      save: "Save audit.json",
      how: "Check it on another device",
      hows: [
        "Bring audit.json to a device that you trust more than this one.",
        "Open the auditor's page there, or run the verifier with --audit audit.json.",
        "Compare: the tracker there has to be the one above, the answers those that you gave."
      ],
      page: "Address of the auditor's page",
      told: "The board was told that this ballot is spoiled.",
      untold: "The board could not be told that this ballot is spoiled. Keep audit.json secret until the election closes.",
      tracker: "Tracker of the audited ballot",
      again: "Seal a new ballot",
      change: "Change my answers"
    },
    identify: {
      step: "Who votes",
      title: "Say who you are",
      intro: "The board takes one ballot from each voter on the roll. Your name is not stored with your ballot.",
      how: "How do you prove it?",
      email: "With a code by e-mail",
      token: "With a token from the voting desk",
      voter: "Voter number or e-mail address",
      send: "Send me a code",
      sent: "If you are on the roll, a code is on its way to you. It can take a minute.",
      code: "Code from the e-mail",
      tokenLabel: "Token from the desk",
      cast: "Cast my ballot",
      casting: "Your ballot is being cast …",
      faults: {
        voter: "Type your voter number or your e-mail address.",
        code: "Type the code from the e-mail.",
        token: "Type the token that the desk gave you.",
        denied: "This was not accepted: it is mistyped, used up or out of date, or you have voted on paper. Try again, ask for a new code, or ask the election office.",
        offline: "The board cannot be reached. Your sealed ballot is kept here: check your connection and try again.",
        answer: (status) => `The board did not take the ballot (${status}).`,
        busy: "Too many tries. Wait a minute and try again."
      },
      credential: "Type the credential again",
      complaint: "Save a signed complaint"
    },
    receipt: {
      step: "Receipt",
      title: "Your vote is on the board",
      at: (height) => `Your vote is on the public board at height ${height}.`,
      tracker: "Tracker",
      head: "Head of the board, signed",
      height: "Height of your ballot",
      headHeight: "Height of the board",
      time: "Time of the board",
      hash: "Hash of the last event",
      key: "Key of the board",
      signature: "Signature",
      good: "The signature of the board was checked: it is right. Whoever has this receipt can prove that the board has taken your ballot.",
      bad: "The signature of the board is WRONG. Save this receipt and complain to the election office.",
      different: "The board answered about ANOTHER ballot than yours. Save this receipt and complain to the election office.",
      unknown: "The board's key is not known to this booth, so its signature was not checked.",
      print: "Print",
      save: "Save the receipt",
      next: "What you can do now",
      nexts: [
        "Come back at any time and look up your tracker on the page of the election.",
        "If your ballot is not there, complain with this receipt: it proves that it was cast.",
        "You can vote again until the election closes: your last ballot counts."
      ],
      election: "To the page of the election",
      lookUp: "Look up this tracker",
      qr: "A QR code that looks up this tracker",
      close: "You may close this page now. It has forgotten your credential and your answers."
    },
    audit: {
      step: "Audit",
      title: "Check an audited ballot",
      intro: "When you audited a ballot, the booth saved a file audit.json. This page opens the envelope again by itself and says in words what is in it. Use another device than the one you voted on.",
      offline: "The file does not leave this device.",
      file: "Your file audit.json",
      pick: "Choose the file",
      fileHint: "At most 1 MB. Nothing of it is sent.",
      good: "The booth was honest with this ballot",
      goodHow: "The envelope holds what the booth said. Now compare two things yourself:",
      compareTracker: "Is this the tracker that the booth showed BEFORE you chose to audit?",
      compareAnswers: "Are these the answers that you gave?",
      differs: "If one of them differs, the booth cheated: keep the file and complain to the election office.",
      bad: "The booth CHEATED with this ballot",
      badHow: "Keep the file and complain to the election office. Do not vote on that device.",
      holds: "What is in the envelope",
      another: "Check another file",
      faults: {
        json: "This is not the file audit.json of a booth.",
        election: "The file is of another election than this page.",
        tracker: "The tracker in the file is not that of the ballot in it.",
        shape: "The ballot in the file does not have the parts that the election asks for.",
        opens: (question2, answer) => answer ? `Question ${question2}, “${answer}”: the envelope does not hold what the booth said.` : `Question ${question2}: the envelope does not hold what the booth said.`,
        allowed: (question2) => `Question ${question2}: the answers are not among those that are allowed.`
      }
    }
  };

  // src/words/zh.js
  var zh = {
    tag: "zh-Hans",
    space: "",
    booth: "投票间",
    auditor: "查验页面",
    loading: "正在载入投票……",
    step: (at, of) => `第 ${at} 步，共 ${of} 步`,
    back: "返回",
    next: "继续",
    pageTitle: (step, election2) => `${step} · ${election2}`,
    problem: "有一处需要更正",
    script: "本投票间的脚本",
    failed: {
      title: "无法使用此投票间",
      load: "未能载入投票文件。请检查网络，再从信中的链接打开。",
      files: (reason) => `投票文件有误：${reason}。请勿在此投票，并告知选务办公室。`,
      state: "此项投票目前不接受选票。",
      seal: (reason) => `未能密封您的选票：${reason}。`,
      worker: "您的浏览器不允许本页面在后台运算。请换一个浏览器打开。"
    },
    start: {
      step: "开始",
      how: "投票步骤",
      hows: (questions) => [
        `回答 ${questions} 个问题，并再看一遍您的回答。`,
        "本页面在您的设备上密封选票。谁也看不到您的回答，市政府也看不到。",
        "记下您的追踪码：凭它可在公告板上找到您的选票。",
        "证明您的身份，投出密封的选票。"
      ],
      keys: ({ size: size2, threshold }) => size2 === 1 ? "一位保管人持有开启计票结果的密钥。" : `${size2} 位保管人各持密钥的一部分；其中 ${threshold} 位合力才能开启计票结果。诚实的保管人不会开启单张选票。`,
      keysChecked: "已核对投票的密钥：它确属各位保管人。",
      credential: "您的投票凭证",
      fromLink: (end) => `已从链接中读取您的凭证，并已从地址栏中移除。凭证末尾为 ${end}。`,
      other: "使用另一凭证",
      credentialHint: "凭证在信函或电子邮件中：22 个字符，如 5LJUx-82Vk4a-SjWnG-tX7cD5；或 15 个字符，如 kP8-ipZ-K5L-gc7-659。区分大小写，连字符可省略。凭证不会离开此设备。",
      begin: "开始投票",
      revote: "截止之前可以再次投票：以最后一张选票为准。"
    },
    credentialFaults: {
      empty: () => "请输入您的投票凭证：它在信函或电子邮件中。",
      character: ({ at, character }) => `第 ${at} 个字符“${character}”不会出现在凭证中。` + ("0OIl".includes(character) ? "请再看一遍：凭证从不使用数字 0、大写字母 O 和 I、小写字母 l。" : ""),
      length: ({ length }) => `去掉连字符后有 ${length} 个字符；凭证应有 22 个或 15 个。`,
      checksum: () => "凭证校验不符：有一个字符输错了。请与信函逐个核对。"
    },
    promises: {
      title: "保证什么，不保证什么",
      sure: "只要至少有一人运行公开的验证程序，即可保证",
      sures: [
        "只有合格的凭证能投票，每个凭证只计一次：以最后一张选票为准。（为此，登记机构或服务器须有一方诚实。）",
        "公告板上的每张选票都被计入，结果正确，即使服务器、市政府和所有保管人都不诚实。",
        "凭追踪码，您可以看到自己的选票原样在公告板上。",
        "您的回答是保密的，除非足够多的保管人串通、您的设备有问题，或所有人的回答都相同。"
      ],
      not: "不能保证",
      nots: [
        ["不受胁迫。", "如果有人在旁监视或强迫您，本系统不能保护您。之后再次投票会有帮助，但并非完全的保护。"],
        ["不留凭据。", "保留自己设备上运算过程的人，可以向他人证明自己投了什么。因此选票可能被收买。"],
        ["永久保密。", "密封的选票是公开的。将来的量子计算机可能打开它们。"],
        ["设备清白。", "此设备上的恶意软件可以看到您的回答，还可能加以更改。查验能以一定概率发现更改，但发现不了别的。"],
        ["随时可用。", "攻击可能使公告板一时无法访问。届时请改用其他方式投票。"]
      ]
    },
    question: {
      step: (at, of) => of === 1 ? "问题" : `第 ${at} 题，共 ${of} 题`,
      one: "请选一项。",
      exactly: (count) => `请选 ${count} 项，不多不少。`,
      between: (min, max) => `请选 ${min} 至 ${max} 项。`,
      upTo: (max) => `最多选 ${max} 项。`,
      orBlank: "也可以投空白票。",
      orNone: "也可以一项都不选。",
      blank: "空白票",
      blankHint: "我参加投票，但不选任何一项。",
      none: "以上都不选",
      noneHint: "我的选票对此题不含任何选项。",
      chosen: (count, max) => `已选 ${count} 项，最多 ${max} 项`,
      tooMany: (count, max) => `已选 ${count} 项，最多 ${max} 项：请去掉 ${count - max} 项。`,
      faults: {
        nothing: "请选一项，或明确表示都不选。",
        nothingOne: "请选一项。",
        few: (count, min) => `您选了 ${count} 项，至少要选 ${min} 项。`,
        many: (count, max) => `您选了 ${count} 项，最多可选 ${max} 项。请去掉 ${count - max} 项。`,
        unranked: "请至少给一项排定名次。",
        ungraded: (left) => `请给每一项评级；还缺 ${left} 项。`
      },
      rank: "请按您的意愿排序，最喜欢的在前。",
      rankHow: "为每一项选择名次，或用按钮移动。没有名次的排在其他各项之后。",
      rankHowAll: "为每一项选择名次，或用按钮移动。",
      colon: "：",
      place: (answer) => `${answer}的名次`,
      noPlace: "无名次",
      up: (answer) => `上移${answer}`,
      down: (answer) => `下移${answer}`,
      ranked: "您的排序",
      unranked: "尚无名次",
      moved: (answer, place) => `${answer}：第 ${place} 名。`,
      removed: (answer) => `${answer}：无名次。`,
      grade: "请给每一项评级。"
    },
    review: {
      step: "再看一遍",
      intro: "您的密封选票将包含以下内容。",
      change: "更改",
      changeOf: (question2) => `更改对此题的回答：${question2}`,
      place: (place) => `${place}.`,
      seal: "密封我的选票",
      after: "密封需要片刻。此时尚未发送任何内容。"
    },
    sealing: {
      step: "密封",
      title: "正在密封您的选票",
      done: (percent) => `已密封百分之 ${percent}`,
      wait: "选票在此设备上加密，并附上选票有效的证明。"
    },
    sealed: {
      step: "已密封",
      title: "您的选票已密封",
      tracker: "您的追踪码",
      keep: "请现在抄下、拍下或复制它。日后凭它可以看到正是您的这张选票在公告板上；它不会向任何人透露您投了什么。",
      qr: "追踪码的二维码",
      copy: "复制追踪码",
      copied: "追踪码已复制。",
      choose: "投出这张选票，还是先查验投票间？",
      chooseWhy: "投票间无法事先知道您会选哪一个，因此不敢作假。",
      cast: "投出这张选票",
      castHint: "接下来证明您的身份，然后选票送往公告板。",
      audit: "改为查验这张选票",
      auditHint: "打开密封：生成一个文件，说明其中的内容，由您在另一台设备上核对。这张选票此后永不计入，您会得到一张新的。得到文件的人能看到其中的回答。若要保密，请返回随意作答，再查验那张试投的选票。"
    },
    audited: {
      step: "查验",
      title: "密封已打开",
      spoiled: "这张选票永不计入：您还没有投票。",
      save: "保存 audit.json",
      how: "在另一台设备上核对",
      hows: [
        "把 audit.json 带到一台您更信任的设备上。",
        "在那里打开查验页面，或用验证程序加 --audit audit.json 运行。",
        "核对：那里的追踪码应与上面的相同，回答应与您所选的相同。"
      ],
      page: "查验页面的地址",
      told: "已告知公告板这张选票作废。",
      untold: "未能告知公告板这张选票作废。截止之前请勿让他人得到 audit.json。",
      tracker: "所查验选票的追踪码",
      again: "密封一张新选票",
      change: "更改我的回答"
    },
    identify: {
      step: "身份",
      title: "请证明您的身份",
      intro: "名册上的每位选民，公告板只接受一张有效选票。您的姓名不会与选票一同保存。",
      how: "用什么方式证明？",
      email: "电子邮件验证码",
      token: "投票服务台的令牌",
      voter: "选民编号或电子邮件地址",
      send: "发送验证码",
      sent: "如果您在名册上，验证码已经发出，可能需要一分钟。",
      code: "邮件中的验证码",
      tokenLabel: "服务台的令牌",
      cast: "投出我的选票",
      casting: "正在投出您的选票……",
      faults: {
        voter: "请输入选民编号或电子邮件地址。",
        code: "请输入邮件中的验证码。",
        token: "请输入服务台给您的令牌。",
        denied: "未被接受：可能输错、已用过或已过期，也可能您已用纸质选票投票。请重试、重新获取验证码，或询问选务办公室。",
        offline: "无法连接公告板。您的密封选票仍保存在此：请检查网络后重试。",
        answer: (status) => `公告板没有接受这张选票（${status}）。`,
        busy: "尝试次数过多。请等一分钟再试。"
      },
      credential: "重新输入凭证",
      complaint: "保存签名的投诉"
    },
    receipt: {
      step: "回执",
      title: "您的选票已在公告板上",
      at: (height) => `您的选票在公开公告板的第 ${height} 号位置。`,
      tracker: "追踪码",
      head: "公告板签名的板首",
      height: "您的选票的位置",
      headHeight: "公告板的高度",
      time: "公告板的时间",
      hash: "最后一条记录的散列值",
      key: "公告板的密钥",
      signature: "签名",
      good: "已核对公告板的签名：正确。凭此回执可以证明公告板已收下您的选票。",
      bad: "公告板的签名有误。请保存此回执，并向选务办公室投诉。",
      different: "公告板回复的是另一张选票，不是您的。请保存此回执，并向选务办公室投诉。",
      unknown: "投票间不知道公告板的密钥，因此没有核对签名。",
      print: "打印",
      save: "保存回执",
      next: "接下来您可以",
      nexts: [
        "随时回到投票的页面，查找您的追踪码。",
        "如果找不到您的选票，请凭此回执投诉：它证明选票已投出。",
        "截止之前可以再次投票：以最后一张选票为准。"
      ],
      election: "前往投票的页面",
      lookUp: "查找此追踪码",
      qr: "用于查找此追踪码的二维码",
      close: "现在可以关闭此页面。它已忘记您的凭证和回答。"
    },
    audit: {
      step: "查验",
      title: "核对一张被查验的选票",
      intro: "您查验选票时，投票间保存了文件 audit.json。本页面独立地重新打开密封，并用文字说明其中的内容。请使用与投票时不同的设备。",
      offline: "文件不会离开此设备。",
      file: "您的 audit.json 文件",
      pick: "选择文件",
      fileHint: "最大 1 MB。不会发送其中任何内容。",
      good: "投票间对这张选票是诚实的",
      goodHow: "密封的内容与投票间所说的一致。现在请您亲自核对两点：",
      compareTracker: "这是您选择查验之前，投票间显示的追踪码吗？",
      compareAnswers: "这些是您所选的回答吗？",
      differs: "如有一处不同，就是投票间作了假：请保留文件，并向选务办公室投诉。",
      bad: "投票间对这张选票作了假",
      badHow: "请保留文件，并向选务办公室投诉。请勿在那台设备上投票。",
      holds: "密封中的内容",
      another: "核对另一个文件",
      faults: {
        json: "这不是投票间的 audit.json 文件。",
        election: "此文件属于另一项投票。",
        tracker: "文件中的追踪码与其中的选票不符。",
        shape: "文件中的选票缺少投票所要求的部分。",
        opens: (question2, answer) => answer ? `第 ${question2} 题“${answer}”：密封的内容与投票间所说的不符。` : `第 ${question2} 题：密封的内容与投票间所说的不符。`,
        allowed: (question2) => `第 ${question2} 题：回答不在允许的范围之内。`
      }
    }
  };

  // src/words/words.js
  var LANGUAGES = { zh: { words: zh, name: "中文" }, en: { words: en, name: "English" } };
  var HAN = /\p{Script=Han}/u;
  var KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
  function preferredLanguage(wanted) {
    return wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES) ?? "en";
  }
  function languageOf(text2) {
    if (KANA.test(text2)) return "ja";
    return HAN.test(text2) ? "zh-Hans" : "en";
  }
  function inLanguage(text2, language) {
    const parts = text2.split(" / ");
    const [first, second] = parts;
    const both = parts.length === 2 && HAN.test(first) && !HAN.test(second);
    const said2 = both ? language === "zh" ? first : second : text2;
    return { text: said2, lang: languageOf(said2) };
  }

  // src/page/board.js
  function apiOf(path) {
    const uuid = path.match(/^(.*)\/([^/]+)\/booth\//);
    return uuid ? `${uuid[1]}/api/elections/${uuid[2]}` : null;
  }
  async function bytes(address) {
    const answer = await fetch(address, { credentials: "omit", redirect: "error" });
    if (!answer.ok) throw new Error(String(answer.status));
    return new Uint8Array(await answer.arrayBuffer());
  }
  async function loadFiles(api, names) {
    const found = await Promise.all(names.map((name) => bytes(name ? `${api}/${name}` : api)));
    return found.map((one) => text(one));
  }
  async function post(address, body, permit2) {
    const headers = { "Content-Type": "application/json" };
    if (permit2) headers.Authorization = `Bearer ${permit2}`;
    try {
      const answer = await fetch(address, {
        method: "POST",
        credentials: "omit",
        redirect: "error",
        headers,
        body
      });
      const said2 = await answer.text();
      return { status: answer.status, body: parsed(said2) };
    } catch {
      return { status: 0, body: null };
    }
  }
  function parsed(said2) {
    try {
      return JSON.parse(said2);
    } catch {
      return null;
    }
  }

  // src/page/dom.js
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
      else if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== void 0) element.setAttribute(key, value);
    }
    element.append(...children.flat().filter((child) => child !== null && child !== void 0));
    return element;
  }
  function picture(name, attributes, ...children) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }
  function button(text2, onclick, attributes = {}) {
    return make("button", { type: "button", class: "button", onclick, ...attributes }, text2);
  }
  function save(name, text2, type = "application/json") {
    const address = URL.createObjectURL(new Blob([text2], { type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1e4);
  }

  // src/page/frame.js
  function drawStep(app, step, { name, at, of }) {
    const { words } = app;
    document.documentElement.lang = words.tag;
    document.title = words.pageTitle(step.label, name);
    const main = document.querySelector("main");
    const progress = of ? make(
      "p",
      { class: "way-so-far" },
      make(
        "span",
        { class: "bricks", "aria-hidden": "true" },
        ...Array.from({ length: of }, (_, i) => make("i", { class: i < at ? "laid" : i === at ? "now" : "" }))
      ),
      make("span", { class: "visually-hidden" }, `${words.step(at + 1, of)}: `),
      make("span", {}, step.label)
    ) : null;
    const heading = make("h1", { tabindex: "-1" }, step.heading);
    main.replaceChildren(...[progress, heading, ...step.body].filter(Boolean));
    drawLanguages(app);
    document.getElementById("election").textContent = name === words[document.documentElement.dataset.page] ? "" : name;
    for (const one of document.querySelectorAll("[data-words]")) {
      one.textContent = words[one.dataset.words];
    }
  }
  function drawLanguages(app) {
    const group = document.getElementById("languages");
    const chosen = group.contains(document.activeElement) ? app.language : null;
    const buttons = Object.entries(LANGUAGES).map(
      ([language, { words, name }]) => make("button", {
        type: "button",
        lang: words.tag,
        "aria-pressed": String(language === app.language),
        "data-language": language,
        onclick: () => app.speak(language)
      }, name)
    );
    group.setAttribute("aria-label", app.language === "zh" ? "语言" : "Language");
    group.replaceChildren(...buttons);
    if (chosen) group.querySelector(`[data-language=${chosen}]`).focus();
  }
  function say(text2) {
    const live = document.getElementById("live");
    live.textContent = "";
    setTimeout(() => {
      live.textContent = text2;
    }, 50);
  }
  function focusOn(selector) {
    const element = document.querySelector(selector) ?? document.querySelector("main h1");
    element.focus({ preventScroll: selector === "main h1" });
    if (selector === "main h1") scrollTo(0, 0);
  }

  // node_modules/uqr/dist/index.mjs
  var QrCodeDataType = /* @__PURE__ */ ((QrCodeDataType2) => {
    QrCodeDataType2[QrCodeDataType2["Border"] = -1] = "Border";
    QrCodeDataType2[QrCodeDataType2["Data"] = 0] = "Data";
    QrCodeDataType2[QrCodeDataType2["Function"] = 1] = "Function";
    QrCodeDataType2[QrCodeDataType2["Position"] = 2] = "Position";
    QrCodeDataType2[QrCodeDataType2["Timing"] = 3] = "Timing";
    QrCodeDataType2[QrCodeDataType2["Alignment"] = 4] = "Alignment";
    return QrCodeDataType2;
  })(QrCodeDataType || {});
  var LOW = [0, 1];
  var MEDIUM = [1, 0];
  var QUARTILE = [2, 3];
  var HIGH = [3, 2];
  var EccMap = {
    L: LOW,
    M: MEDIUM,
    Q: QUARTILE,
    H: HIGH
  };
  var NUMERIC_REGEX = /^\d*$/;
  var ALPHANUMERIC_REGEX = /^[A-Z0-9 $%*+./:-]*$/;
  var ALPHANUMERIC_CHARSET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  var MIN_VERSION = 1;
  var MAX_VERSION = 40;
  var PENALTY_N1 = 3;
  var PENALTY_N2 = 3;
  var PENALTY_N3 = 40;
  var PENALTY_N4 = 10;
  var ECC_CODEWORDS_PER_BLOCK = [
    // Version: (note that index 0 is for padding, and is set to an illegal value)
    // 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40    Error correction level
    [-1, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    // Low
    [-1, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
    // Medium
    [-1, 13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30, 28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
    // Quartile
    [-1, 17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28, 30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30]
    // High
  ];
  var NUM_ERROR_CORRECTION_BLOCKS = [
    // Version: (note that index 0 is for padding, and is set to an illegal value)
    // 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40    Error correction level
    [-1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
    // Low
    [-1, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
    // Medium
    [-1, 1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17, 16, 18, 21, 20, 23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68],
    // Quartile
    [-1, 1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16, 19, 21, 25, 25, 25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81]
    // High
  ];
  var QrCode = class {
    /* -- Constructor (low level) and fields -- */
    // Creates a new QR Code with the given version number,
    // error correction level, data codeword bytes, and mask number.
    // This is a low-level API that most users should not use directly.
    // A mid-level API is the encodeSegments() function.
    constructor(version, ecc, dataCodewords, msk) {
      this.version = version;
      this.ecc = ecc;
      if (version < MIN_VERSION || version > MAX_VERSION)
        throw new RangeError("Version value out of range");
      if (msk < -1 || msk > 7)
        throw new RangeError("Mask value out of range");
      this.size = version * 4 + 17;
      const row = Array.from({ length: this.size }).fill(false);
      for (let i = 0; i < this.size; i++) {
        this.modules.push(row.slice());
        this.types.push(row.map(() => 0));
      }
      this.drawFunctionPatterns();
      const allCodewords = this.addEccAndInterleave(dataCodewords);
      this.drawCodewords(allCodewords);
      if (msk === -1) {
        let minPenalty = 1e9;
        for (let i = 0; i < 8; i++) {
          this.applyMask(i);
          this.drawFormatBits(i);
          const penalty = this.getPenaltyScore();
          if (penalty < minPenalty) {
            msk = i;
            minPenalty = penalty;
          }
          this.applyMask(i);
        }
      }
      this.mask = msk;
      this.applyMask(msk);
      this.drawFormatBits(msk);
    }
    /* -- Fields -- */
    // The width and height of this QR Code, measured in modules, between
    // 21 and 177 (inclusive). This is equal to version * 4 + 17.
    size;
    // The index of the mask pattern used in this QR Code, which is between 0 and 7 (inclusive).
    // Even if a QR Code is created with automatic masking requested (mask = -1),
    // the resulting object still has a mask value between 0 and 7.
    mask;
    // The modules of this QR Code (false = light, true = dark).
    // Immutable after constructor finishes. Accessed through getModule().
    modules = [];
    types = [];
    /* -- Accessor methods -- */
    // Returns the color of the module (pixel) at the given coordinates, which is false
    // for light or true for dark. The top left corner has the coordinates (x=0, y=0).
    // If the given coordinates are out of bounds, then false (light) is returned.
    getModule(x, y) {
      return x >= 0 && x < this.size && y >= 0 && y < this.size && this.modules[y][x];
    }
    /* -- Private helper methods for constructor: Drawing function modules -- */
    // Reads this object's version field, and draws and marks all function modules.
    drawFunctionPatterns() {
      for (let i = 0; i < this.size; i++) {
        this.setFunctionModule(6, i, i % 2 === 0, QrCodeDataType.Timing);
        this.setFunctionModule(i, 6, i % 2 === 0, QrCodeDataType.Timing);
      }
      this.drawFinderPattern(3, 3);
      this.drawFinderPattern(this.size - 4, 3);
      this.drawFinderPattern(3, this.size - 4);
      const alignPatPos = this.getAlignmentPatternPositions();
      const numAlign = alignPatPos.length;
      for (let i = 0; i < numAlign; i++) {
        for (let j = 0; j < numAlign; j++) {
          if (!(i === 0 && j === 0 || i === 0 && j === numAlign - 1 || i === numAlign - 1 && j === 0))
            this.drawAlignmentPattern(alignPatPos[i], alignPatPos[j]);
        }
      }
      this.drawFormatBits(0);
      this.drawVersion();
    }
    // Draws two copies of the format bits (with its own error correction code)
    // based on the given mask and this object's error correction level field.
    drawFormatBits(mask) {
      const data = this.ecc[1] << 3 | mask;
      let rem = data;
      for (let i = 0; i < 10; i++)
        rem = rem << 1 ^ (rem >>> 9) * 1335;
      const bits = (data << 10 | rem) ^ 21522;
      for (let i = 0; i <= 5; i++)
        this.setFunctionModule(8, i, getBit(bits, i));
      this.setFunctionModule(8, 7, getBit(bits, 6));
      this.setFunctionModule(8, 8, getBit(bits, 7));
      this.setFunctionModule(7, 8, getBit(bits, 8));
      for (let i = 9; i < 15; i++)
        this.setFunctionModule(14 - i, 8, getBit(bits, i));
      for (let i = 0; i < 8; i++)
        this.setFunctionModule(this.size - 1 - i, 8, getBit(bits, i));
      for (let i = 8; i < 15; i++)
        this.setFunctionModule(8, this.size - 15 + i, getBit(bits, i));
      this.setFunctionModule(8, this.size - 8, true);
    }
    // Draws two copies of the version bits (with its own error correction code),
    // based on this object's version field, iff 7 <= version <= 40.
    drawVersion() {
      if (this.version < 7)
        return;
      let rem = this.version;
      for (let i = 0; i < 12; i++)
        rem = rem << 1 ^ (rem >>> 11) * 7973;
      const bits = this.version << 12 | rem;
      for (let i = 0; i < 18; i++) {
        const color = getBit(bits, i);
        const a = this.size - 11 + i % 3;
        const b = Math.floor(i / 3);
        this.setFunctionModule(a, b, color);
        this.setFunctionModule(b, a, color);
      }
    }
    // Draws a 9*9 finder pattern including the border separator,
    // with the center module at (x, y). Modules can be out of bounds.
    drawFinderPattern(x, y) {
      for (let dy = -4; dy <= 4; dy++) {
        for (let dx = -4; dx <= 4; dx++) {
          const dist = Math.max(Math.abs(dx), Math.abs(dy));
          const xx = x + dx;
          const yy = y + dy;
          if (xx >= 0 && xx < this.size && yy >= 0 && yy < this.size)
            this.setFunctionModule(xx, yy, dist !== 2 && dist !== 4, QrCodeDataType.Position);
        }
      }
    }
    // Draws a 5*5 alignment pattern, with the center module
    // at (x, y). All modules must be in bounds.
    drawAlignmentPattern(x, y) {
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          this.setFunctionModule(
            x + dx,
            y + dy,
            Math.max(Math.abs(dx), Math.abs(dy)) !== 1,
            QrCodeDataType.Alignment
          );
        }
      }
    }
    // Sets the color of a module and marks it as a function module.
    // Only used by the constructor. Coordinates must be in bounds.
    setFunctionModule(x, y, isDark, type = QrCodeDataType.Function) {
      this.modules[y][x] = isDark;
      this.types[y][x] = type;
    }
    /* -- Private helper methods for constructor: Codewords and masking -- */
    // Returns a new byte string representing the given data with the appropriate error correction
    // codewords appended to it, based on this object's version and error correction level.
    addEccAndInterleave(data) {
      const ver = this.version;
      const ecl = this.ecc;
      if (data.length !== getNumDataCodewords(ver, ecl))
        throw new RangeError("Invalid argument");
      const numBlocks = NUM_ERROR_CORRECTION_BLOCKS[ecl[0]][ver];
      const blockEccLen = ECC_CODEWORDS_PER_BLOCK[ecl[0]][ver];
      const rawCodewords = Math.floor(getNumRawDataModules(ver) / 8);
      const numShortBlocks = numBlocks - rawCodewords % numBlocks;
      const shortBlockLen = Math.floor(rawCodewords / numBlocks);
      const blocks = [];
      const rsDiv = reedSolomonComputeDivisor(blockEccLen);
      for (let i = 0, k = 0; i < numBlocks; i++) {
        const dat = data.slice(k, k + shortBlockLen - blockEccLen + (i < numShortBlocks ? 0 : 1));
        k += dat.length;
        const ecc = reedSolomonComputeRemainder(dat, rsDiv);
        if (i < numShortBlocks)
          dat.push(0);
        blocks.push(dat.concat(ecc));
      }
      const result = [];
      for (let i = 0; i < blocks[0].length; i++) {
        blocks.forEach((block, j) => {
          if (i !== shortBlockLen - blockEccLen || j >= numShortBlocks)
            result.push(block[i]);
        });
      }
      return result;
    }
    // Draws the given sequence of 8-bit codewords (data and error correction) onto the entire
    // data area of this QR Code. Function modules need to be marked off before this is called.
    drawCodewords(data) {
      if (data.length !== Math.floor(getNumRawDataModules(this.version) / 8))
        throw new RangeError("Invalid argument");
      let i = 0;
      for (let right = this.size - 1; right >= 1; right -= 2) {
        if (right === 6)
          right = 5;
        for (let vert = 0; vert < this.size; vert++) {
          for (let j = 0; j < 2; j++) {
            const x = right - j;
            const upward = (right + 1 & 2) === 0;
            const y = upward ? this.size - 1 - vert : vert;
            if (!this.types[y][x] && i < data.length * 8) {
              this.modules[y][x] = getBit(data[i >>> 3], 7 - (i & 7));
              i++;
            }
          }
        }
      }
    }
    // XORs the codeword modules in this QR Code with the given mask pattern.
    // The function modules must be marked and the codeword bits must be drawn
    // before masking. Due to the arithmetic of XOR, calling applyMask() with
    // the same mask value a second time will undo the mask. A final well-formed
    // QR Code needs exactly one (not zero, two, etc.) mask applied.
    applyMask(mask) {
      if (mask < 0 || mask > 7)
        throw new RangeError("Mask value out of range");
      for (let y = 0; y < this.size; y++) {
        for (let x = 0; x < this.size; x++) {
          let invert2;
          switch (mask) {
            case 0:
              invert2 = (x + y) % 2 === 0;
              break;
            case 1:
              invert2 = y % 2 === 0;
              break;
            case 2:
              invert2 = x % 3 === 0;
              break;
            case 3:
              invert2 = (x + y) % 3 === 0;
              break;
            case 4:
              invert2 = (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0;
              break;
            case 5:
              invert2 = x * y % 2 + x * y % 3 === 0;
              break;
            case 6:
              invert2 = (x * y % 2 + x * y % 3) % 2 === 0;
              break;
            case 7:
              invert2 = ((x + y) % 2 + x * y % 3) % 2 === 0;
              break;
            default:
              throw new Error("Unreachable");
          }
          if (!this.types[y][x] && invert2)
            this.modules[y][x] = !this.modules[y][x];
        }
      }
    }
    // Calculates and returns the penalty score based on state of this QR Code's current modules.
    // This is used by the automatic mask choice algorithm to find the mask pattern that yields the lowest score.
    getPenaltyScore() {
      let result = 0;
      for (let y = 0; y < this.size; y++) {
        let runColor = false;
        let runX = 0;
        const runHistory = [0, 0, 0, 0, 0, 0, 0];
        for (let x = 0; x < this.size; x++) {
          if (this.modules[y][x] === runColor) {
            runX++;
            if (runX === 5)
              result += PENALTY_N1;
            else if (runX > 5)
              result++;
          } else {
            this.finderPenaltyAddHistory(runX, runHistory);
            if (!runColor)
              result += this.finderPenaltyCountPatterns(runHistory) * PENALTY_N3;
            runColor = this.modules[y][x];
            runX = 1;
          }
        }
        result += this.finderPenaltyTerminateAndCount(runColor, runX, runHistory) * PENALTY_N3;
      }
      for (let x = 0; x < this.size; x++) {
        let runColor = false;
        let runY = 0;
        const runHistory = [0, 0, 0, 0, 0, 0, 0];
        for (let y = 0; y < this.size; y++) {
          if (this.modules[y][x] === runColor) {
            runY++;
            if (runY === 5)
              result += PENALTY_N1;
            else if (runY > 5)
              result++;
          } else {
            this.finderPenaltyAddHistory(runY, runHistory);
            if (!runColor)
              result += this.finderPenaltyCountPatterns(runHistory) * PENALTY_N3;
            runColor = this.modules[y][x];
            runY = 1;
          }
        }
        result += this.finderPenaltyTerminateAndCount(runColor, runY, runHistory) * PENALTY_N3;
      }
      for (let y = 0; y < this.size - 1; y++) {
        for (let x = 0; x < this.size - 1; x++) {
          const color = this.modules[y][x];
          if (color === this.modules[y][x + 1] && color === this.modules[y + 1][x] && color === this.modules[y + 1][x + 1]) {
            result += PENALTY_N2;
          }
        }
      }
      let dark = 0;
      for (const row of this.modules)
        dark = row.reduce((sum, color) => sum + (color ? 1 : 0), dark);
      const total = this.size * this.size;
      const k = Math.ceil(Math.abs(dark * 20 - total * 10) / total) - 1;
      result += k * PENALTY_N4;
      return result;
    }
    /* -- Private helper functions -- */
    // Returns an ascending list of positions of alignment patterns for this version number.
    // Each position is in the range [0,177), and are used on both the x and y axes.
    // This could be implemented as lookup table of 40 variable-length lists of integers.
    getAlignmentPatternPositions() {
      if (this.version === 1) {
        return [];
      } else {
        const numAlign = Math.floor(this.version / 7) + 2;
        const step = this.version === 32 ? 26 : Math.ceil((this.version * 4 + 4) / (numAlign * 2 - 2)) * 2;
        const result = [6];
        for (let pos = this.size - 7; result.length < numAlign; pos -= step)
          result.splice(1, 0, pos);
        return result;
      }
    }
    // Can only be called immediately after a light run is added, and
    // returns either 0, 1, or 2. A helper function for getPenaltyScore().
    finderPenaltyCountPatterns(runHistory) {
      const n = runHistory[1];
      const core = n > 0 && runHistory[2] === n && runHistory[3] === n * 3 && runHistory[4] === n && runHistory[5] === n;
      return (core && runHistory[0] >= n * 4 && runHistory[6] >= n ? 1 : 0) + (core && runHistory[6] >= n * 4 && runHistory[0] >= n ? 1 : 0);
    }
    // Must be called at the end of a line (row or column) of modules. A helper function for getPenaltyScore().
    finderPenaltyTerminateAndCount(currentRunColor, currentRunLength, runHistory) {
      if (currentRunColor) {
        this.finderPenaltyAddHistory(currentRunLength, runHistory);
        currentRunLength = 0;
      }
      currentRunLength += this.size;
      this.finderPenaltyAddHistory(currentRunLength, runHistory);
      return this.finderPenaltyCountPatterns(runHistory);
    }
    // Pushes the given value to the front and drops the last value. A helper function for getPenaltyScore().
    finderPenaltyAddHistory(currentRunLength, runHistory) {
      if (runHistory[0] === 0)
        currentRunLength += this.size;
      runHistory.pop();
      runHistory.unshift(currentRunLength);
    }
  };
  function appendBits(val, len, bb) {
    if (len < 0 || len > 31 || val >>> len !== 0)
      throw new RangeError("Value out of range");
    for (let i = len - 1; i >= 0; i--)
      bb.push(val >>> i & 1);
  }
  function getBit(x, i) {
    return (x >>> i & 1) !== 0;
  }
  var QrSegment = class {
    // Creates a new QR Code segment with the given attributes and data.
    // The character count (numChars) must agree with the mode and the bit buffer length,
    // but the constraint isn't checked. The given bit buffer is cloned and stored.
    constructor(mode, numChars, bitData) {
      this.mode = mode;
      this.numChars = numChars;
      this.bitData = bitData;
      if (numChars < 0)
        throw new RangeError("Invalid argument");
      this.bitData = bitData.slice();
    }
    /* -- Methods -- */
    // Returns a new copy of the data bits of this segment.
    getData() {
      return this.bitData.slice();
    }
  };
  var MODE_NUMERIC = [1, 10, 12, 14];
  var MODE_ALPHANUMERIC = [2, 9, 11, 13];
  var MODE_BYTE = [4, 8, 16, 16];
  function numCharCountBits(mode, ver) {
    return mode[Math.floor((ver + 7) / 17) + 1];
  }
  function makeBytes(data) {
    const bb = [];
    for (const b of data)
      appendBits(b, 8, bb);
    return new QrSegment(MODE_BYTE, data.length, bb);
  }
  function makeNumeric(digits) {
    if (!isNumeric(digits))
      throw new RangeError("String contains non-numeric characters");
    const bb = [];
    for (let i = 0; i < digits.length; ) {
      const n = Math.min(digits.length - i, 3);
      appendBits(Number.parseInt(digits.substring(i, i + n), 10), n * 3 + 1, bb);
      i += n;
    }
    return new QrSegment(MODE_NUMERIC, digits.length, bb);
  }
  function makeAlphanumeric(text2) {
    if (!isAlphanumeric(text2))
      throw new RangeError("String contains unencodable characters in alphanumeric mode");
    const bb = [];
    let i;
    for (i = 0; i + 2 <= text2.length; i += 2) {
      let temp = ALPHANUMERIC_CHARSET.indexOf(text2.charAt(i)) * 45;
      temp += ALPHANUMERIC_CHARSET.indexOf(text2.charAt(i + 1));
      appendBits(temp, 11, bb);
    }
    if (i < text2.length)
      appendBits(ALPHANUMERIC_CHARSET.indexOf(text2.charAt(i)), 6, bb);
    return new QrSegment(MODE_ALPHANUMERIC, text2.length, bb);
  }
  function makeSegments(text2) {
    if (text2 === "")
      return [];
    else if (isNumeric(text2))
      return [makeNumeric(text2)];
    else if (isAlphanumeric(text2))
      return [makeAlphanumeric(text2)];
    else
      return [makeBytes(toUtf8ByteArray(text2))];
  }
  function isNumeric(text2) {
    return NUMERIC_REGEX.test(text2);
  }
  function isAlphanumeric(text2) {
    return ALPHANUMERIC_REGEX.test(text2);
  }
  function getTotalBits(segs, version) {
    let result = 0;
    for (const seg of segs) {
      const ccbits = numCharCountBits(seg.mode, version);
      if (seg.numChars >= 1 << ccbits)
        return Number.POSITIVE_INFINITY;
      result += 4 + ccbits + seg.bitData.length;
    }
    return result;
  }
  function toUtf8ByteArray(str) {
    str = encodeURI(str);
    const result = [];
    for (let i = 0; i < str.length; i++) {
      if (str.charAt(i) !== "%") {
        result.push(str.charCodeAt(i));
      } else {
        result.push(Number.parseInt(str.substring(i + 1, i + 3), 16));
        i += 2;
      }
    }
    return result;
  }
  function getNumRawDataModules(ver) {
    if (ver < MIN_VERSION || ver > MAX_VERSION)
      throw new RangeError("Version number out of range");
    let result = (16 * ver + 128) * ver + 64;
    if (ver >= 2) {
      const numAlign = Math.floor(ver / 7) + 2;
      result -= (25 * numAlign - 10) * numAlign - 55;
      if (ver >= 7)
        result -= 36;
    }
    return result;
  }
  function getNumDataCodewords(ver, ecl) {
    return Math.floor(getNumRawDataModules(ver) / 8) - ECC_CODEWORDS_PER_BLOCK[ecl[0]][ver] * NUM_ERROR_CORRECTION_BLOCKS[ecl[0]][ver];
  }
  function reedSolomonComputeDivisor(degree) {
    if (degree < 1 || degree > 255)
      throw new RangeError("Degree out of range");
    const result = [];
    for (let i = 0; i < degree - 1; i++)
      result.push(0);
    result.push(1);
    let root = 1;
    for (let i = 0; i < degree; i++) {
      for (let j = 0; j < result.length; j++) {
        result[j] = reedSolomonMultiply(result[j], root);
        if (j + 1 < result.length)
          result[j] ^= result[j + 1];
      }
      root = reedSolomonMultiply(root, 2);
    }
    return result;
  }
  function reedSolomonComputeRemainder(data, divisor) {
    const result = divisor.map((_) => 0);
    for (const b of data) {
      const factor = b ^ result.shift();
      result.push(0);
      divisor.forEach((coef, i) => result[i] ^= reedSolomonMultiply(coef, factor));
    }
    return result;
  }
  function reedSolomonMultiply(x, y) {
    if (x >>> 8 !== 0 || y >>> 8 !== 0)
      throw new RangeError("Byte out of range");
    let z = 0;
    for (let i = 7; i >= 0; i--) {
      z = z << 1 ^ (z >>> 7) * 285;
      z ^= (y >>> i & 1) * x;
    }
    return z;
  }
  function encodeSegments(segs, ecl, minVersion = 1, maxVersion = 40, mask = -1, boostEcl = true) {
    if (!(MIN_VERSION <= minVersion && minVersion <= maxVersion && maxVersion <= MAX_VERSION) || mask < -1 || mask > 7) {
      throw new RangeError("Invalid value");
    }
    let version;
    let dataUsedBits;
    for (version = minVersion; ; version++) {
      const dataCapacityBits2 = getNumDataCodewords(version, ecl) * 8;
      const usedBits = getTotalBits(segs, version);
      if (usedBits <= dataCapacityBits2) {
        dataUsedBits = usedBits;
        break;
      }
      if (version >= maxVersion)
        throw new RangeError("Data too long");
    }
    for (const newEcl of [MEDIUM, QUARTILE, HIGH]) {
      if (boostEcl && dataUsedBits <= getNumDataCodewords(version, newEcl) * 8)
        ecl = newEcl;
    }
    const bb = [];
    for (const seg of segs) {
      appendBits(seg.mode[0], 4, bb);
      appendBits(seg.numChars, numCharCountBits(seg.mode, version), bb);
      for (const b of seg.getData())
        bb.push(b);
    }
    const dataCapacityBits = getNumDataCodewords(version, ecl) * 8;
    appendBits(0, Math.min(4, dataCapacityBits - bb.length), bb);
    appendBits(0, (8 - bb.length % 8) % 8, bb);
    for (let padByte = 236; bb.length < dataCapacityBits; padByte ^= 236 ^ 17)
      appendBits(padByte, 8, bb);
    const dataCodewords = Array.from({ length: Math.ceil(bb.length / 8) }, () => 0);
    bb.forEach((b, i) => dataCodewords[i >>> 3] |= b << 7 - (i & 7));
    return new QrCode(version, ecl, dataCodewords, mask);
  }
  function encode(data, options) {
    const {
      ecc = "L",
      boostEcc = false,
      minVersion = 1,
      maxVersion = 40,
      maskPattern = -1,
      border = 1
    } = options || {};
    const segment = typeof data === "string" ? makeSegments(data) : Array.isArray(data) ? [makeBytes(data)] : void 0;
    if (!segment)
      throw new Error(`uqr only supports encoding string and binary data, but got: ${typeof data}`);
    const qr2 = encodeSegments(
      segment,
      EccMap[ecc],
      minVersion,
      maxVersion,
      maskPattern,
      boostEcc
    );
    const result = addBorder({
      version: qr2.version,
      maskPattern: qr2.mask,
      size: qr2.size,
      data: qr2.modules,
      types: qr2.types
    }, border);
    if (options?.invert)
      result.data = result.data.map((row) => row.map((mod2) => !mod2));
    options?.onEncoded?.(result);
    return result;
  }
  function addBorder(input, border = 1) {
    if (!border)
      return input;
    const { size: size2 } = input;
    const newSize = size2 + border * 2;
    input.size = newSize;
    input.data.forEach((row) => {
      for (let i = 0; i < border; i++) {
        row.unshift(false);
        row.push(false);
      }
    });
    for (let i = 0; i < border; i++) {
      input.data.unshift(Array.from({ length: newSize }, (_) => false));
      input.data.push(Array.from({ length: newSize }, (_) => false));
    }
    const b = QrCodeDataType.Border;
    input.types.forEach((row) => {
      for (let i = 0; i < border; i++) {
        row.unshift(b);
        row.push(b);
      }
    });
    for (let i = 0; i < border; i++) {
      input.types.unshift(Array.from({ length: newSize }, (_) => b));
      input.types.push(Array.from({ length: newSize }, (_) => b));
    }
    return input;
  }

  // src/page/marks.js
  function qr(text2, label) {
    const { data, size: size2 } = encode(text2, { ecc: "M", border: 2 });
    const path = data.flatMap((row, y) => row.map((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : "")).join("");
    return picture(
      "svg",
      { viewBox: `0 0 ${size2} ${size2}`, class: "qr", role: "img", "aria-label": label },
      picture("path", { d: path, "shape-rendering": "crispEdges" })
    );
  }
  function tracker(text2, attributes = {}) {
    const groups = text2.match(/.{1,4}/g).map((group) => make("span", {}, group));
    return make("p", { class: "tracker", lang: "zxx", translate: "no", ...attributes }, ...groups);
  }

  // src/page/questions.js
  var METHODS = { majorityjudgment: "majority_judgment", schulze: "schulze", stv: "stv" };
  var textOf = (question2) => (isRanked(question2) ? question2.value : question2).question;
  function methodOf({ extra }) {
    const said2 = String(extra?.method ?? extra?.type ?? "").toLowerCase();
    return METHODS[said2.replaceAll("_", "")] ?? "";
  }
  function kindOf(question2) {
    if (!isRanked(question2)) return question2.max === 1 ? "one" : "many";
    return methodOf(question2) === "majority_judgment" ? "grade" : "rank";
  }
  var gradesOf = (question2) => question2.extra.grades;
  function emptyOf(question2) {
    if (isRanked(question2)) return question2.extra?.blank ? "blank" : "";
    if (question2.blank) return "blank";
    return question2.min === 0 ? "none" : "";
  }
  var newChoice = () => ({ picked: [], empty: false, grades: {} });
  function faultOf(question2, { picked, empty, grades }) {
    if (empty) return null;
    const kind = kindOf(question2);
    const all = answersOf(question2).length;
    if (kind === "grade") {
      const left = all - Object.keys(grades).length;
      return left ? ["ungraded", left] : null;
    }
    if (kind === "rank") return picked.length ? null : ["unranked"];
    if (!picked.length) return [emptyOf(question2) ? "nothing" : "nothingOne"];
    if (picked.length < question2.min) return ["few", picked.length, question2.min];
    return picked.length > question2.max ? ["many", picked.length, question2.max] : null;
  }
  function voteOf(question2, { picked, empty, grades }) {
    const answers2 = answersOf(question2).map((_, i) => i);
    if (!isRanked(question2)) {
      const chosen = answers2.map((i) => !empty && picked.includes(i) ? 1 : 0);
      return question2.blank ? [empty ? 1 : 0, ...chosen] : chosen;
    }
    if (empty) return answers2.map(() => 0);
    if (kindOf(question2) === "grade") return answers2.map((i) => grades[i]);
    const last = methodOf(question2) === "schulze" ? picked.length + 1 : 0;
    return answers2.map((i) => picked.indexOf(i) + 1 || last);
  }
  function meaningOf(question2, vote) {
    const answers2 = answersOf(question2).map((_, i) => i);
    if (!isRanked(question2)) {
      const chosen = question2.blank ? vote.slice(1) : vote;
      const picked = answers2.filter((i) => chosen[i]);
      const empty = question2.blank && vote[0] ? "blank" : "none";
      return { empty: picked.length ? "" : empty, items: picked.map((i) => ({ answers: [i] })) };
    }
    if (vote.every((one) => one === 0)) return { empty: "blank", items: [] };
    if (kindOf(question2) === "grade") {
      return { empty: "", items: answers2.map((i) => ({ answers: [i], grade: vote[i] })) };
    }
    const places = [...new Set(vote)].sort((a, b) => (a || Infinity) - (b || Infinity));
    const items = places.map((place) => ({ place, answers: answers2.filter((i) => vote[i] === place) }));
    return { empty: "", items };
  }

  // src/page/steps/parts.js
  function said(app, text2, name = "span", attributes = {}) {
    const found = inLanguage(text2, app.language);
    const lang = found.lang === app.words.tag ? void 0 : found.lang;
    return make(name, { lang, ...attributes }, found.text);
  }
  var plain = (app, text2) => inLanguage(text2, app.language).text;
  function list(name, items, attributes = {}) {
    return make(name, attributes, ...items.map((item) => make("li", {}, item)));
  }
  var actions = (...buttons) => make("div", { class: "actions" }, ...buttons);
  function problem(app, message, field2) {
    const box = make(
      "div",
      { class: "problem", role: "alert", tabindex: "-1" },
      make("p", {}, make("strong", {}, app.words.problem)),
      make("p", {}, field2 ? make("a", { href: `#${field2}` }, message) : message)
    );
    box.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      document.getElementById(field2).focus();
    });
    return box;
  }
  function complain(app, message, field2) {
    document.querySelector("main .problem")?.remove();
    for (const one of document.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
    if (field2) document.getElementById(field2)?.setAttribute("aria-invalid", "true");
    const box = problem(app, message, field2);
    document.querySelector("main h1").after(box);
    box.focus();
  }
  function field(id, label, hint, attributes = {}) {
    return make(
      "div",
      { class: "field" },
      make("label", { for: id }, label),
      hint ? make("p", { class: "hint", id: `${id}-hint` }, hint) : null,
      make("input", {
        id,
        type: "text",
        autocomplete: "off",
        autocapitalize: "off",
        spellcheck: "false",
        "aria-describedby": hint ? `${id}-hint` : void 0,
        ...attributes
      })
    );
  }
  function inWords(app, question2, vote) {
    const { empty, items } = meaningOf(question2, vote);
    if (empty) return make("p", { class: "words" }, app.words.question[empty]);
    const answers2 = answersOf(question2);
    const lines = items.map(({ place, answers: which, grade }) => {
      const names = which.flatMap((i, at) => [at ? " · " : "", said(app, answers2[i])]);
      if (grade) return [...names, app.words.question.colon, said(app, gradesOf(question2)[grade - 1], "strong")];
      if (place === void 0) return names;
      const label = place ? app.words.review.place(place) : `${app.words.question.unranked}:`;
      return [make("span", { class: "place" }, label), " ", ...names];
    });
    return list("ul", lines, { class: "words" });
  }
  function voteInWords(app, questions, votes, change) {
    const rows = questions.flatMap((question2, i) => [
      make("dt", {}, said(app, textOf(question2))),
      make("dd", {}, inWords(app, question2, votes[i]), change ? change(question2, i) : null)
    ]);
    return make("dl", { class: "votes" }, ...rows);
  }

  // src/page/auditor.js
  var Auditor = class {
    language = preferredLanguage(navigator.languages);
    step = "loading";
    get words() {
      return LANGUAGES[this.language].words;
    }
    async load() {
      this.draw();
      try {
        const [raw] = await loadFiles(apiOf(location.pathname), ["election"]);
        this.election = prepareElection(raw);
        this.step = "ask";
      } catch {
        this.step = "failed";
      }
      this.draw({ focus: "main h1" });
    }
    speak(language) {
      this.language = language;
      this.draw();
    }
    draw({ focus } = {}) {
      const name = this.election ? plain(this, this.election.file.name) : this.words.auditor;
      drawStep(this, this[`${this.step}Step`](), { name, at: 0, of: 0 });
      if (focus) focusOn(focus);
    }
    loadingStep() {
      return { label: this.words.loading, heading: this.words.loading, body: [] };
    }
    failedStep() {
      const { failed } = this.words;
      return { label: failed.title, heading: failed.title, body: [make("p", { class: "warning" }, failed.load)] };
    }
    askStep() {
      const { audit: words } = this.words;
      const file = make("input", {
        type: "file",
        id: "file",
        class: "visually-hidden",
        accept: ".json,application/json",
        "aria-describedby": "file-hint",
        onchange: ({ target }) => this.check(target.files[0])
      });
      return {
        label: words.step,
        heading: words.title,
        body: [
          make("p", { class: "lead" }, words.intro),
          make(
            "div",
            { class: "panel" },
            make("h2", {}, words.file),
            make("p", { class: "hint", id: "file-hint" }, words.fileHint),
            make("label", { class: "button primary pick" }, words.pick, file)
          ),
          make("p", { class: "hint" }, words.offline)
        ]
      };
    }
    async check(file) {
      let faults = [{ fault: "json" }];
      let audit = null;
      try {
        audit = read(await file.text());
        if (audit.version === 1 && typeof audit.ballot === "string") faults = checkAudit(this.election, audit);
      } catch {
        audit = null;
      }
      this.checked = { audit, faults };
      this.step = "verdict";
      this.draw({ focus: "main h1" });
      say(faults.length ? this.words.audit.bad : this.words.audit.good);
    }
    verdictStep() {
      const { audit: words } = this.words;
      const { audit, faults } = this.checked;
      const another = actions(button(words.another, () => {
        this.step = "ask";
        this.draw({ focus: "#file" });
      }));
      if (!faults.length) {
        const body2 = [
          make("p", { class: "lead verdict good" }, words.goodHow),
          make(
            "section",
            { class: "panel" },
            make("h2", {}, words.compareTracker),
            tracker(audit.tracker, { id: "tracker" })
          ),
          make(
            "section",
            { class: "panel" },
            make("h2", {}, words.compareAnswers),
            voteInWords(this, this.election.file.questions, audit.votes)
          ),
          make("p", { class: "warning" }, words.differs),
          another
        ];
        return { label: words.step, heading: words.good, body: body2 };
      }
      const wrongFile = ["json", "election"].includes(faults[0].fault);
      const body = [
        wrongFile ? null : make("p", { class: "warning", role: "alert" }, words.badHow),
        list("ul", faults.map((one) => this.inWords(one)), { class: "faults" }),
        another
      ];
      return { label: words.step, heading: wrongFile ? this.words.problem : words.bad, body };
    }
    inWords({ fault, question: question2, answer }) {
      const said2 = this.words.audit.faults[fault];
      if (typeof said2 === "string") return said2;
      const asked = this.election.file.questions[question2];
      const name = answer === void 0 ? "" : plain(this, answersOf(asked)[answer]);
      return said2(question2 + 1, name);
    }
  };

  // src/protocol/heads.js
  var bytesOf = (text2) => /^([0-9a-f]{2})+$/.test(text2) ? fromHex(text2) : fromBase64(text2);
  function isSigned({ sig, ...head }, key) {
    try {
      return ed25519.verify(bytesOf(sig), utf8(write(head)), bytesOf(key));
    } catch {
      return false;
    }
  }
  function ballotEvent(parent, height, tracker2) {
    return write({ parent, height, type: "Ballot", payload: hex(fromBase64(tracker2)) });
  }
  var isHeadOf = (head, event) => head.event_hash === sha256Hex(event);

  // src/page/steps/identify.js
  function identify(app) {
    const { identify: words } = app.words;
    const { way: way2, voter, sent } = app.identity;
    const radio = (value, text2) => make(
      "label",
      { class: "option" },
      Object.assign(make("input", { type: "radio", name: "way", value, onchange: () => {
        app.identity.way = value;
        app.draw({ focus: `input[value=${value}]` });
      } }), { checked: way2 === value }),
      make("span", {}, text2)
    );
    const keep = (name) => ({ target }) => {
      app.identity[name] = target.value;
    };
    const email = [
      field("voter", words.voter, null, { value: voter, oninput: keep("voter"), autocomplete: "email" }),
      make("p", {}, button(words.send, () => send(app), { id: "send" })),
      sent ? make("p", { class: "note", id: "sent" }, words.sent) : null,
      sent ? field("code", words.code, null, { autocomplete: "one-time-code", class: "code" }) : null
    ];
    const desk = [field("token", words.tokenLabel, null, { class: "code" })];
    const ready = way2 === "token" || sent;
    const form = make(
      "form",
      { class: "panel", novalidate: true },
      make(
        "fieldset",
        { class: "ways-to-identify" },
        make("legend", {}, words.how),
        radio("email", words.email),
        radio("token", words.token)
      ),
      ...(way2 === "email" ? email : desk).filter(Boolean),
      actions(
        ready ? button(words.cast, null, { type: "submit", class: "button primary", id: "cast" }) : null,
        button(app.words.back, () => app.back())
      )
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (ready) cast(app);
      else send(app);
    });
    return { label: words.step, heading: words.title, body: [make("p", { class: "lead" }, words.intro), form] };
  }
  async function send(app) {
    const { faults, sent } = app.words.identify;
    const voter = app.identity.voter.trim();
    if (!voter) {
      complain(app, faults.voter, "voter");
      return;
    }
    const { status, body } = await post(`${app.api}/codes`, JSON.stringify({ voter }));
    if (status === 202) {
      app.identity.sent = true;
      app.draw({ focus: "#code" });
      app.say(sent);
    } else {
      complain(app, refused(app, status, body));
    }
  }
  function refused(app, status, body) {
    const { faults } = app.words.identify;
    const code = body?.code ? ` (${body.code})` : "";
    if (status && body?.[app.language]) return `${body[app.language]}${code}`;
    return { 0: faults.offline, 403: faults.denied, 429: faults.busy }[status] ?? faults.answer(status);
  }
  async function permit(app, typed) {
    const { way: way2, voter } = app.identity;
    const body = way2 === "token" ? { token: typed } : { voter: voter.trim(), code: typed };
    const { status, body: said2 } = await post(`${app.api}/permits`, JSON.stringify(body));
    if (status === 201) return said2.permit;
    complain(app, refused(app, status, said2), way2 === "token" ? "token" : "code");
    return null;
  }
  async function cast(app) {
    const { identify: words } = app.words;
    const name = app.identity.way === "token" ? "token" : "code";
    const typed = document.getElementById(name).value.trim();
    if (!typed && !app.identity.permit) {
      complain(app, words.faults[name], name);
      return;
    }
    app.say(words.casting);
    app.identity.permit ||= await permit(app, typed);
    if (!app.identity.permit) return;
    const { ballot } = app.sealed;
    const { status, body } = await post(`${app.api}/ballots`, ballot, app.identity.permit);
    if (status === 201) {
      app.finish(body);
      return;
    }
    if (status) app.identity.permit = "";
    complain(app, refused(app, status, body));
    if (status && status !== 403 && status !== 429) offerWaysOut(app);
  }
  function offerWaysOut(app) {
    const { credential: credential2, complaint } = app.words.identify;
    const again = button(credential2, () => app.newCredential(), { class: "link" });
    const signed = button(complaint, () => app.complain("refused"), { class: "link" });
    document.querySelector("main .problem").append(make("p", {}, again), make("p", {}, signed));
  }

  // src/page/steps/choosing.js
  var isNumber = (answer) => /^-?\d{1,4}$/.test(answer);
  function rule(app, question2) {
    const { question: words } = app.words;
    const { min, max } = question2;
    const low = Math.max(min, 1);
    const empty = { blank: words.orBlank, none: words.orNone, "": "" }[emptyOf(question2)];
    if (max === 1) return [words.one, empty];
    if (min === max) return [words.exactly(max), empty];
    return [min === 0 && low === 1 && !question2.blank ? words.upTo(max) : words.between(low, max), empty];
  }
  function choosing(app, question2, choice) {
    const { question: words } = app.words;
    const one = kindOf(question2) === "one";
    const answers2 = answersOf(question2);
    const count = one ? null : make("p", { class: "count", role: "status" });
    const inputs = [];
    const told = () => {
      for (const { input, is } of inputs) input.checked = is();
      if (!count) return;
      const used = choice.picked.length;
      const many = used > question2.max;
      count.textContent = many ? words.tooMany(used, question2.max) : words.chosen(used, question2.max);
      count.classList.toggle("wrong", many);
    };
    const row = (type, is, pick, content, attributes = {}) => {
      const input = make("input", { type, name: "answer", onchange: ({ target }) => {
        pick(target.checked);
        told();
      } });
      inputs.push({ input, is });
      return make("label", { class: "option", ...attributes }, input, content);
    };
    const options = answers2.map(
      (answer, i) => row(
        one ? "radio" : "checkbox",
        () => choice.picked.includes(i),
        (checked) => {
          choice.empty = false;
          const others = one ? [] : choice.picked.filter((each) => each !== i);
          choice.picked = checked ? [...others, i] : others;
        },
        said(app, answer)
      )
    );
    const empty = emptyOf(question2);
    const none = !empty ? null : row(
      one ? "radio" : "checkbox",
      () => choice.empty,
      (checked) => {
        choice.empty = checked;
        if (checked) choice.picked = [];
      },
      make("span", {}, words[empty], make("span", { class: "hint" }, words[`${empty}Hint`])),
      { class: "option empty" }
    );
    const numbers = one && answers2.length > 4 && answers2.every(isNumber);
    told();
    inputs[0].input.id = "answer-0";
    return [make("div", { class: numbers ? "options numbers" : "options" }, ...options), none, count];
  }

  // src/page/steps/ranking.js
  function emptyRow(app, choice, cleared) {
    const { question: words } = app.words;
    const input = make("input", {
      type: "checkbox",
      onchange: ({ target }) => {
        choice.empty = target.checked;
        if (target.checked) cleared();
      }
    });
    input.checked = choice.empty;
    const text2 = make("span", {}, words.blank, make("span", { class: "hint" }, words.blankHint));
    return make("label", { class: "option empty" }, input, text2);
  }
  function ranking(app, question2, choice) {
    const area = make("div", { class: "ranking" });
    const answers2 = answersOf(question2);
    const put = (i, place, focus) => {
      const others = choice.picked.filter((each) => each !== i);
      choice.picked = place < 0 ? others : others.toSpliced(place, 0, i);
      choice.empty = false;
      draw();
      const { moved, removed } = app.words.question;
      const at = choice.picked.indexOf(i);
      const name = plain(app, answers2[i]);
      app.say(at < 0 ? removed(name) : moved(name, at + 1));
      const wanted = area.querySelector(`#${focus}-${i}`);
      (wanted?.disabled ? area.querySelector(`#answer-${i}`) : wanted)?.focus();
    };
    function row(i, at) {
      const { question: words } = app.words;
      const name = plain(app, answers2[i]);
      const places = Math.min(answers2.length, choice.picked.length + (at < 0 ? 1 : 0));
      const select = make(
        "select",
        {
          id: `answer-${i}`,
          "aria-label": words.place(name),
          onchange: ({ target }) => put(i, Number(target.value), "answer")
        },
        make("option", { value: -1 }, words.noPlace),
        ...Array.from({ length: places }, (_, place) => make("option", { value: place }, `${place + 1}`))
      );
      select.value = String(at);
      const last = choice.picked.length - 1;
      const up = button("↑", () => put(i, at < 0 ? last + 1 : at - 1, "up"), {
        id: `up-${i}`,
        class: "button move",
        "aria-label": words.up(name),
        disabled: at === 0
      });
      const down = button("↓", () => put(i, at === last ? -1 : at + 1, "down"), {
        id: `down-${i}`,
        class: "button move",
        "aria-label": words.down(name),
        disabled: at < 0
      });
      const item = make(
        "li",
        { class: "ranked", draggable: "true", "data-answer": i },
        said(app, answers2[i], "span", { class: "name" }),
        select,
        up,
        down
      );
      item.addEventListener("dragstart", (event) => {
        event.dataTransfer.setData("text/plain", String(i));
        event.dataTransfer.effectAllowed = "move";
      });
      return item;
    }
    function lists() {
      const { question: words } = app.words;
      const rest = answers2.map((_, i) => i).filter((i) => !choice.picked.includes(i));
      const part = (title, name, items) => make(
        "div",
        { class: `rank-part ${name}` },
        make("h2", { id: name }, title),
        make(name === "placed" ? "ol" : "ul", { "aria-labelledby": name }, ...items)
      );
      return [
        choice.picked.length ? part(words.ranked, "placed", choice.picked.map((i, at) => row(i, at))) : null,
        rest.length ? part(words.unranked, "unplaced", rest.map((i) => row(i, -1))) : null,
        emptyOf(question2) ? emptyRow(app, choice, () => {
          choice.picked = [];
          draw();
          area.querySelector(".empty input").focus();
        }) : null
      ];
    }
    function draw() {
      area.replaceChildren(...lists().filter(Boolean));
    }
    area.addEventListener("dragover", (event) => event.preventDefault());
    area.addEventListener("drop", (event) => {
      event.preventDefault();
      const i = Number(event.dataTransfer.getData("text/plain"));
      if (!(i in answers2)) return;
      const onto = event.target.closest(".ranked");
      const at = onto ? choice.picked.indexOf(Number(onto.dataset.answer)) : -1;
      const below = event.target.closest(".unplaced");
      put(i, below ? -1 : at < 0 ? choice.picked.filter((each) => each !== i).length : at, "answer");
    });
    draw();
    return [area];
  }

  // src/page/steps/grading.js
  function grading(app, question2, choice) {
    const rows = answersOf(question2).map(
      (answer, i) => make(
        "fieldset",
        { class: "graded" },
        make("legend", {}, said(app, answer)),
        make("div", { class: "grades" }, ...gradesOf(question2).map((grade, at) => one(grade, at, i)))
      )
    );
    function one(grade, at, i) {
      const input = make("input", {
        type: "radio",
        name: `grade-${i}`,
        id: at === 0 ? `answer-${i}` : void 0,
        onchange: () => {
          choice.grades[i] = at + 1;
          if (choice.empty) {
            choice.empty = false;
            empty.querySelector("input").checked = false;
          }
        }
      });
      input.checked = choice.grades[i] === at + 1;
      return make("label", { class: "option" }, input, said(app, grade));
    }
    const empty = emptyOf(question2) ? emptyRow(app, choice, () => {
      choice.grades = {};
      for (const input of document.querySelectorAll(".grades input")) input.checked = false;
    }) : null;
    return [...rows, empty];
  }

  // src/page/steps/question.js
  var BODIES = { one: choosing, many: choosing, rank: ranking, grade: grading };
  function question(app, at) {
    const { questions } = app.election.file;
    const asked = questions[at];
    const choice = app.choices[at];
    const kind = kindOf(asked);
    const { question: words } = app.words;
    const form = make(
      "form",
      { novalidate: true },
      make(
        "fieldset",
        { class: "question", "aria-describedby": "rule" },
        make("legend", { class: "visually-hidden" }, said(app, textOf(asked))),
        make("p", { class: "rule", id: "rule" }, rules(app, asked, kind).filter(Boolean).join(app.words.space)),
        ...BODIES[kind](app, asked, choice).filter(Boolean)
      ),
      actions(
        button(app.words.next, null, { type: "submit", class: "button primary" }),
        button(app.words.back, () => app.back())
      )
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fault = faultOf(asked, choice);
      if (fault) {
        const [name, ...values] = fault;
        const missing = name === "ungraded" ? firstUngraded(choice) : 0;
        const message = words.faults[name];
        const text2 = typeof message === "string" ? message : message(...values);
        complain(app, text2, `answer-${missing}`);
        return;
      }
      const next = at + 1 < questions.length && !app.returning ? `q${at + 1}` : "review";
      app.go(next);
    });
    return {
      label: words.step(at + 1, questions.length),
      heading: said(app, textOf(asked)),
      body: [form]
    };
  }
  function rules(app, asked, kind) {
    const { question: words } = app.words;
    const empty = emptyOf(asked) ? words.orBlank : "";
    if (kind === "rank") return [words.rank, words.rankHow, empty];
    if (kind === "grade") return [words.grade, empty];
    return rule(app, asked);
  }
  function firstUngraded({ grades }) {
    for (let i = 0; ; i++) if (!(i in grades)) return i;
  }

  // src/page/steps/receipt.js
  var moment = (app, seconds) => new Date(1e3 * seconds).toLocaleString(app.words.tag);
  function receipt(app) {
    const { receipt: words } = app.words;
    const { answer, verdict } = app.receipt;
    const { head } = answer;
    const address = `../dispute/?tracker=${encodeURIComponent(answer.tracker)}`;
    const lookUp = new URL(address, location.href).href;
    const rows = [
      [words.height, answer.height],
      [words.headHeight, head.height],
      [words.time, moment(app, head.time)],
      [words.hash, head.event_hash],
      [words.key, head.key_id],
      [words.signature, head.sig]
    ];
    const facts = rows.flatMap(([name, value]) => [
      make("dt", {}, name),
      make("dd", {}, make("code", {}, String(value)))
    ]);
    return {
      label: words.step,
      heading: verdict === "different" ? app.words.problem : words.title,
      body: [
        make(
          "p",
          { class: verdict === "good" ? "lead" : "lead warning" },
          verdict === "different" ? words.different : words.at(answer.height)
        ),
        make(
          "section",
          { class: "envelope cast", "aria-labelledby": "tracker-title" },
          make(
            "div",
            {},
            make("h2", { id: "tracker-title" }, words.tracker),
            tracker(answer.tracker, { id: "tracker" }),
            make("p", { class: `verdict ${verdict}` }, words[verdict])
          ),
          qr(lookUp, words.qr)
        ),
        actions(
          button(words.save, () => save("receipt.json", JSON.stringify(answer)), { class: "button primary" }),
          button(words.print, () => print())
        ),
        verdict === "good" ? null : actions(button(app.words.identify.complaint, () => app.complain("changed"))),
        make(
          "details",
          { class: "panel head" },
          make("summary", {}, words.head),
          make("dl", { class: "facts" }, ...facts)
        ),
        make("h2", {}, words.next),
        list("ul", words.nexts),
        make(
          "p",
          { class: "links" },
          make("a", { href: address }, words.lookUp),
          make("a", { href: "../" }, words.election)
        ),
        make("p", { class: "hint" }, words.close)
      ]
    };
  }

  // src/page/steps/sealing.js
  function review(app) {
    const { review: words } = app.words;
    const change = (question2, i) => button(words.change, () => app.change(i), {
      class: "link",
      "aria-label": words.changeOf(plain(app, textOf(question2)))
    });
    return {
      label: words.step,
      heading: words.step,
      body: [
        make("p", { class: "lead" }, words.intro),
        voteInWords(app, app.election.file.questions, app.votes(), change),
        actions(
          button(words.seal, () => app.seal(), { class: "button primary" }),
          button(app.words.back, () => app.back())
        ),
        make("p", { class: "hint" }, words.after)
      ]
    };
  }
  function sealing(app) {
    const { sealing: words } = app.words;
    return {
      label: words.step,
      heading: words.title,
      body: [
        make("progress", { max: "1", value: "0", id: "sealing", "aria-label": words.title }),
        make("p", {}, words.wait)
      ]
    };
  }
  function sealed(app) {
    const { sealed: words } = app.words;
    const text2 = app.sealed.tracker;
    const copy = async () => {
      try {
        await navigator.clipboard.writeText(text2);
      } catch {
        getSelection().selectAllChildren(document.querySelector(".tracker"));
        document.execCommand("copy");
      }
      app.say(words.copied);
    };
    return {
      label: words.step,
      heading: words.title,
      body: [
        make(
          "section",
          { class: "envelope", "aria-labelledby": "tracker-title" },
          make(
            "div",
            {},
            make("h2", { id: "tracker-title" }, words.tracker),
            tracker(text2, { id: "tracker" }),
            make("p", { class: "hint" }, words.keep),
            button(words.copy, copy, { class: "button small" })
          ),
          qr(text2, words.qr)
        ),
        make("h2", { class: "decide" }, words.choose),
        make("p", {}, words.chooseWhy),
        make(
          "div",
          { class: "ways" },
          way(words.cast, words.castHint, () => app.go("identify"), "cast", "button primary"),
          way(words.audit, words.auditHint, () => app.audit(), "audit", "button")
        ),
        actions(button(app.words.back, () => app.back()))
      ]
    };
  }
  function way(text2, hint, onclick, id, look) {
    return make(
      "div",
      { class: "way" },
      button(text2, onclick, { id, class: look, "aria-describedby": `${id}-hint` }),
      make("p", { class: "hint", id: `${id}-hint` }, hint)
    );
  }
  function audited(app) {
    const { audited: words } = app.words;
    const { file, told } = app.opened;
    return {
      label: words.step,
      heading: words.title,
      body: [
        make("p", { class: "lead" }, words.spoiled),
        make(
          "section",
          { class: "panel" },
          make("h2", {}, words.tracker),
          tracker(file.tracker, { id: "tracker" }),
          voteInWords(app, app.election.file.questions, file.votes),
          actions(button(words.save, () => save("audit.json", JSON.stringify(file)), { id: "save" }))
        ),
        make("h2", {}, words.how),
        list("ol", words.hows, { class: "how" }),
        make("p", {}, `${words.page}: `, make("code", {}, new URL("audit.html", location.href).href)),
        told === void 0 ? null : make("p", { class: told ? "hint" : "warning" }, told ? words.told : words.untold),
        actions(
          button(words.again, () => app.seal(), { class: "button primary" }),
          button(words.change, () => app.go("q0"))
        )
      ]
    };
  }

  // src/page/steps/start.js
  function start(app) {
    const { start: words } = app.words;
    const { file } = app.election;
    return {
      label: words.step,
      heading: said(app, file.name, "span"),
      body: [
        file.description ? said(app, file.description, "p", { class: "lead" }) : null,
        make(
          "section",
          { class: "panel" },
          make("h2", {}, words.how),
          list("ol", words.hows(file.questions.length), { class: "how" }),
          make("p", { class: "hint" }, words.revote)
        ),
        credential(app),
        promises(app),
        make("p", { class: "hint keys" }, words.keysChecked, app.words.space, words.keys(app.trustees))
      ]
    };
  }
  function credential(app) {
    const { start: words } = app.words;
    const form = make("form", { class: "panel", novalidate: true });
    const heading = make("h2", {}, words.credential);
    if (app.credential) {
      const other = () => {
        app.credential = "";
        app.draw({ focus: "#credential" });
      };
      form.append(
        heading,
        make("p", { class: "known" }, words.fromLink(app.credential.slice(-3))),
        make("p", {}, button(words.other, other, { class: "link" }))
      );
    } else {
      form.append(
        make("h2", {}, make("label", { for: "credential" }, words.credential)),
        make("p", { class: "hint", id: "credential-hint" }, words.credentialHint),
        make("input", {
          id: "credential",
          class: "credential",
          type: "text",
          autocomplete: "off",
          autocapitalize: "off",
          spellcheck: "false",
          "aria-describedby": "credential-hint",
          value: app.typed,
          oninput: (event) => {
            app.typed = event.target.value;
          }
        })
      );
    }
    form.append(actions(button(words.begin, null, { type: "submit", class: "button primary" })));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin(app);
    });
    return form;
  }
  function begin(app) {
    if (!app.credential) {
      const found = readCredential(app.typed);
      if (found.fault) {
        complain(app, app.words.credentialFaults[found.fault](found), "credential");
        return;
      }
      app.credential = found.credential;
      app.typed = "";
    }
    app.go(app.isAnswered() ? "review" : "q0");
  }
  function promises(app) {
    const { promises: words } = app.words;
    const nots = words.nots.map(([what, why]) => [make("strong", {}, what), app.words.space, why]);
    return make(
      "section",
      { class: "promises", "aria-labelledby": "promises" },
      make("h2", { id: "promises" }, words.title),
      make(
        "div",
        { class: "two" },
        make("div", { class: "sure" }, make("h3", {}, words.sure), list("ul", words.sures)),
        make("div", { class: "not" }, make("h3", {}, words.not), list("ul", nots))
      )
    );
  }

  // src/page/booth.js
  var STEPS = { start, review, sealing, sealed, audited, identify, receipt };
  var CLOSED = ["closed", "tallying", "done", "cancelled"];
  var Booth = class {
    language = preferredLanguage(navigator.languages);
    step = "loading";
    credential = "";
    typed = "";
    choices = [];
    returning = false;
    sealed = null;
    opened = null;
    receipt = null;
    identity = { way: "email", voter: "", sent: false, permit: "" };
    constructor(ask) {
      this.ask = ask;
      this.api = apiOf(location.pathname);
      this.say = say;
    }
    get words() {
      return LANGUAGES[this.language].words;
    }
    // --- start -----------------------------------------------------------------------------------
    /** Take the credential out of the address, and forget that it was there. */
    takeCredential() {
      const given = unescaped(location.hash.slice(1));
      if (!given) return;
      history.replaceState(history.state, "", location.pathname + location.search);
      const found = readCredential(given);
      if (found.credential) this.credential = found.credential;
      else this.typed = given;
    }
    async load() {
      this.draw();
      try {
        const files = await loadFiles(this.api, ["", "election", "trustees"]).catch(() => null);
        if (!files) return this.fail(this.words.failed.load);
        const [index, election2, trustees] = files;
        this.index = JSON.parse(index);
        this.election = { file: read(election2) };
        this.choices = this.election.file.questions.map(newChoice);
        if (CLOSED.includes(this.index.state)) return this.fail(this.words.failed.state);
        this.trustees = await this.ask("prepare", { election: election2, trustees });
      } catch (error) {
        const { worker, files } = this.words.failed;
        return this.fail(error.message === "worker" ? worker : files(error.message));
      }
      history.replaceState({ step: "start" }, "");
      addEventListener("popstate", ({ state }) => this.returnTo(state?.step ?? "start"));
      addEventListener("beforeunload", (event) => {
        if (this.isStarted() && !this.receipt) event.preventDefault();
      });
      this.step = "start";
      return this.draw({ focus: "main h1" });
    }
    fail(message) {
      this.step = "failed";
      this.failure = message;
      this.draw({ focus: "main h1" });
    }
    // --- where the voter is ----------------------------------------------------------------------
    go(step) {
      if (step === "review" || step === "start") this.returning = false;
      this.step = step;
      history.pushState({ step }, "");
      this.draw({ focus: "main h1" });
    }
    back() {
      history.back();
    }
    /** Show a step that the browser goes back to, as far as it still means something. */
    returnTo(step) {
      const needs = { sealed: this.sealed, identify: this.sealed, audited: this.opened };
      if (this.receipt || step === "receipt") this.step = this.receipt ? "receipt" : "review";
      else if (step === "sealing" || step in needs && !needs[step]) this.step = "review";
      else this.step = step;
      if (this.step === "review") this.returning = false;
      this.draw({ focus: "main h1" });
    }
    change(at) {
      this.returning = true;
      this.step = `q${at}`;
      history.pushState({ step: this.step }, "");
      this.draw({ focus: "main h1" });
    }
    speak(language) {
      this.language = language;
      this.draw();
    }
    isStarted() {
      return this.choices.some(({ picked, empty, grades }) => picked.length || empty || Object.keys(grades).length);
    }
    isAnswered() {
      return this.election.file.questions.every((one, i) => faultOf(one, this.choices[i]) === null);
    }
    votes() {
      return this.election.file.questions.map((one, i) => voteOf(one, this.choices[i]));
    }
    // --- drawing ---------------------------------------------------------------------------------
    /** Draw the step; what was typed in other fields than those of its state is kept. */
    draw({ focus } = {}) {
      const kept = [...document.querySelectorAll("main input[id]")].map(({ id, value }) => [id, value]);
      const had = document.querySelector("main :focus");
      drawStep(this, this.drawn(), this.place());
      if (!focus || !focus.startsWith("main")) restore(kept);
      if (focus) focusOn(focus);
      else if (had) focusOn(had.id ? `#${had.id}` : "main h1");
    }
    drawn() {
      if (this.step === "loading") return { label: this.words.loading, heading: this.words.loading, body: [] };
      if (this.step === "failed") {
        const body = [make("p", { class: "warning", role: "alert" }, this.failure)];
        return { label: this.words.failed.title, heading: this.words.failed.title, body };
      }
      if (this.step.startsWith("q")) return question(this, Number(this.step.slice(1)));
      return STEPS[this.step](this);
    }
    place() {
      if (!this.election) return { name: this.words.booth, at: 0, of: 0 };
      const asked = this.election.file.questions.map((_, i) => `q${i}`);
      const order = ["start", ...asked, "review", "sealed", "identify", "receipt"];
      const step = { sealing: "sealed", audited: "sealed" }[this.step] ?? this.step;
      const at = order.indexOf(step);
      return { name: plain(this, this.election.file.name), at, of: at < 0 ? 0 : order.length };
    }
    // --- sealing, auditing, casting --------------------------------------------------------------
    async seal() {
      const votes = this.votes();
      this.step = "sealing";
      this.sealed = null;
      this.draw({ focus: "main h1" });
      let told = 0;
      const tell = (part) => {
        const bar = document.getElementById("sealing");
        if (bar) bar.value = part;
        if (part - told < 0.25) return;
        told = part;
        say(this.words.sealing.done(Math.round(100 * part)));
      };
      try {
        this.sealed = await this.ask("seal", { credential: this.credential, votes }, tell);
      } catch (error) {
        this.fail(this.words.failed.seal(error.message));
        return;
      }
      document.documentElement.dataset.milliseconds = Math.round(this.sealed.milliseconds);
      this.go("sealed");
    }
    async audit() {
      const file = await this.ask("open");
      this.sealed = null;
      this.opened = { file };
      this.go("audited");
      const { status } = await post(`${this.api}/spoil`, JSON.stringify(file));
      this.opened.told = status >= 200 && status < 300;
      if (this.step === "audited") this.draw();
      say(this.words.audited[this.opened.told ? "told" : "untold"]);
    }
    newCredential() {
      this.credential = "";
      this.sealed = null;
      Object.assign(this.identity, { sent: false, permit: "" });
      this.go("start");
    }
    async finish(answer) {
      const event = await this.eventOf(answer);
      this.receipt = { answer: event ? { ...answer, event } : answer, verdict: this.judge(answer, event) };
      if (this.receipt.verdict === "good") this.credential = "";
      this.tracker = this.sealed.tracker;
      this.sealed = null;
      this.opened = null;
      this.choices = this.choices.map(newChoice);
      this.identity = { way: "email", voter: "", sent: false, permit: "" };
      await this.ask("forget");
      this.go("receipt");
    }
    /** Save a complaint that the credential has signed; the board takes it on its page of disputes. */
    async complain(claim) {
      const tracker2 = this.sealed?.tracker ?? this.tracker;
      const said2 = { credential: this.credential, tracker: tracker2, claim, text: "" };
      save("complaint.json", await this.ask("complain", said2));
    }
    /** The event of our ballot as it has to stand on the board; null when the board is silent. */
    async eventOf({ height }) {
      try {
        const [found] = await loadFiles(this.api, [`heads?from=${height - 1}`]);
        const before = JSON.parse(found).heads.find(({ head }) => head.height === height - 1);
        return ballotEvent(before.head.event_hash, height, this.sealed.tracker);
      } catch {
        return null;
      }
    }
    /** Whether what the board answered is about our ballot and signed by it. */
    judge({ tracker: tracker2, height, head }, event) {
      const ours = tracker2 === this.sealed.tracker && head.uuid === this.election.file.uuid;
      if (!ours || head.height !== height) return "different";
      if (event && !isHeadOf(head, event)) return "different";
      const key = this.index.board_key;
      if (!key) return "unknown";
      return isSigned(head, key) ? "good" : "bad";
    }
  };
  function unescaped(text2) {
    try {
      return decodeURIComponent(text2);
    } catch {
      return text2;
    }
  }
  function restore(kept) {
    for (const [id, value] of kept) {
      const field2 = document.getElementById(id);
      if (field2 && !field2.value && field2.type === "text") field2.value = value;
    }
  }

  // src/page/working.js
  function startWorker(address) {
    const worker = new Worker(address);
    const waiting = /* @__PURE__ */ new Map();
    let last = 0;
    worker.addEventListener("message", ({ data: { number, part, result, error } }) => {
      const { resolve, reject, tell } = waiting.get(number);
      if (part !== void 0) {
        tell(part);
        return;
      }
      waiting.delete(number);
      if (error === void 0) resolve(result);
      else reject(new Error(error));
    });
    worker.addEventListener("error", () => {
      for (const { reject } of waiting.values()) reject(new Error("worker"));
      waiting.clear();
    });
    return (task, data, tell = () => {
    }) => new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject, tell });
      worker.postMessage({ number: last, task, data });
    });
  }

  // src/protocol/complaints.js
  function signedComplaint(election2, credential2, { tracker: tracker2, claim, text: text2 }) {
    const { group, power, file } = election2;
    const secret = privateKey(credential2, file.uuid, group.order);
    const publicPart = group.write(power.g(secret));
    const said2 = { uuid: file.uuid, tracker: tracker2, credential: publicPart, claim, text: text2 };
    const prefix = `complaint|${fingerprint(write(said2))}|`;
    return write({ ...said2, signature: proveKnowledge(election2, secret, prefix) });
  }

  // src/worker.js
  var election = null;
  var sealed2 = null;
  var TASKS = {
    /** Read the files of the election, check its key and make tables of it. */
    prepare(files) {
      election = prepareElection(files.election);
      return checkTrustees(election, files.trustees);
    },
    /** Encrypt votes; what was random stays here. */
    seal({ credential: credential2, votes }, tell) {
      const all = ciphertextsIn(election.file.questions);
      const start2 = performance.now();
      const made = makeBallot(election, credential2, votes, (done) => tell(done / all));
      sealed2 = { made, votes };
      const { ballot, tracker: tracker2 } = made;
      return { ballot, tracker: tracker2, milliseconds: performance.now() - start2 };
    },
    /** Give away what was random of the ballot that was sealed: it can never be cast. */
    open() {
      const { made, votes } = sealed2;
      sealed2 = null;
      return openedBallot(election, made, votes);
    },
    /** Sign a complaint with the credential of its voter. */
    complain({ credential: credential2, ...said2 }) {
      return signedComplaint(election, credential2, said2);
    },
    forget() {
      sealed2 = null;
    }
  };
  function work(scope) {
    scope.addEventListener("message", ({ data: { number, task, data } }) => {
      try {
        const tell = (part) => scope.postMessage({ number, part });
        scope.postMessage({ number, result: TASKS[task](data, tell) });
      } catch (error) {
        scope.postMessage({ number, error: error.message });
      }
    });
  }

  // src/booth.js
  if (typeof document === "undefined") {
    work(self);
  } else if (document.documentElement.dataset.page === "auditor") {
    new Auditor().load();
  } else {
    const booth = new Booth(startWorker("booth.js"));
    booth.takeCredential();
    addEventListener("hashchange", () => {
      booth.takeCredential();
      if (booth.step === "start") booth.draw({ focus: "main h1" });
    });
    booth.load();
  }
})();
