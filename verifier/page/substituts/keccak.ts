/**
 * Permutation Keccak-f[1600] (FIPS 202 §3.3), un tour deplie. Chaque mot de 64 bits est tenu en deux moities, ses bits de rang pair
 * (b) et ses bits de rang impair (h) : tourner le mot, c'est tourner chaque moitie, ce qu'un moteur fait en une instruction.
 * Celle de noble, en boucles, est plusieurs fois plus lente ; or chaque octet d'un dossier passe par SHA3-512.
 * Ecrite par le calcul des tables du standard ; eprouvee contre node:crypto.
 */
export function permuter(etat: Int32Array): void {
  let [b0, h0] = [etat[0] ?? 0, etat[1] ?? 0];
  let [b1, h1] = [etat[2] ?? 0, etat[3] ?? 0];
  let [b2, h2] = [etat[4] ?? 0, etat[5] ?? 0];
  let [b3, h3] = [etat[6] ?? 0, etat[7] ?? 0];
  let [b4, h4] = [etat[8] ?? 0, etat[9] ?? 0];
  let [b5, h5] = [etat[10] ?? 0, etat[11] ?? 0];
  let [b6, h6] = [etat[12] ?? 0, etat[13] ?? 0];
  let [b7, h7] = [etat[14] ?? 0, etat[15] ?? 0];
  let [b8, h8] = [etat[16] ?? 0, etat[17] ?? 0];
  let [b9, h9] = [etat[18] ?? 0, etat[19] ?? 0];
  let [b10, h10] = [etat[20] ?? 0, etat[21] ?? 0];
  let [b11, h11] = [etat[22] ?? 0, etat[23] ?? 0];
  let [b12, h12] = [etat[24] ?? 0, etat[25] ?? 0];
  let [b13, h13] = [etat[26] ?? 0, etat[27] ?? 0];
  let [b14, h14] = [etat[28] ?? 0, etat[29] ?? 0];
  let [b15, h15] = [etat[30] ?? 0, etat[31] ?? 0];
  let [b16, h16] = [etat[32] ?? 0, etat[33] ?? 0];
  let [b17, h17] = [etat[34] ?? 0, etat[35] ?? 0];
  let [b18, h18] = [etat[36] ?? 0, etat[37] ?? 0];
  let [b19, h19] = [etat[38] ?? 0, etat[39] ?? 0];
  let [b20, h20] = [etat[40] ?? 0, etat[41] ?? 0];
  let [b21, h21] = [etat[42] ?? 0, etat[43] ?? 0];
  let [b22, h22] = [etat[44] ?? 0, etat[45] ?? 0];
  let [b23, h23] = [etat[46] ?? 0, etat[47] ?? 0];
  let [b24, h24] = [etat[48] ?? 0, etat[49] ?? 0];
  for (let tour = 0; tour < 48; tour += 2) {
    const c0 = b0 ^ b5 ^ b10 ^ b15 ^ b20;
    const d0 = h0 ^ h5 ^ h10 ^ h15 ^ h20;
    const c1 = b1 ^ b6 ^ b11 ^ b16 ^ b21;
    const d1 = h1 ^ h6 ^ h11 ^ h16 ^ h21;
    const c2 = b2 ^ b7 ^ b12 ^ b17 ^ b22;
    const d2 = h2 ^ h7 ^ h12 ^ h17 ^ h22;
    const c3 = b3 ^ b8 ^ b13 ^ b18 ^ b23;
    const d3 = h3 ^ h8 ^ h13 ^ h18 ^ h23;
    const c4 = b4 ^ b9 ^ b14 ^ b19 ^ b24;
    const d4 = h4 ^ h9 ^ h14 ^ h19 ^ h24;
    const e0 = c4 ^ ((d1 << 1) | (d1 >>> 31));
    const f0 = d4 ^ c1;
    const e1 = c0 ^ ((d2 << 1) | (d2 >>> 31));
    const f1 = d0 ^ c2;
    const e2 = c1 ^ ((d3 << 1) | (d3 >>> 31));
    const f2 = d1 ^ c3;
    const e3 = c2 ^ ((d4 << 1) | (d4 >>> 31));
    const f3 = d2 ^ c4;
    const e4 = c3 ^ ((d0 << 1) | (d0 >>> 31));
    const f4 = d3 ^ c0;
    const p0 = b0 ^ e0;
    const q0 = h0 ^ f0;
    const x5 = b5 ^ e0;
    const y5 = h5 ^ f0;
    const p16 = (x5 << 18) | (x5 >>> 14);
    const q16 = (y5 << 18) | (y5 >>> 14);
    const x10 = b10 ^ e0;
    const y10 = h10 ^ f0;
    const p7 = (y10 << 2) | (y10 >>> 30);
    const q7 = (x10 << 1) | (x10 >>> 31);
    const x15 = b15 ^ e0;
    const y15 = h15 ^ f0;
    const p23 = (y15 << 21) | (y15 >>> 11);
    const q23 = (x15 << 20) | (x15 >>> 12);
    const x20 = b20 ^ e0;
    const y20 = h20 ^ f0;
    const p14 = (x20 << 9) | (x20 >>> 23);
    const q14 = (y20 << 9) | (y20 >>> 23);
    const x1 = b1 ^ e1;
    const y1 = h1 ^ f1;
    const p10 = (y1 << 1) | (y1 >>> 31);
    const q10 = x1;
    const x6 = b6 ^ e1;
    const y6 = h6 ^ f1;
    const p1 = (x6 << 22) | (x6 >>> 10);
    const q1 = (y6 << 22) | (y6 >>> 10);
    const x11 = b11 ^ e1;
    const y11 = h11 ^ f1;
    const p17 = (x11 << 5) | (x11 >>> 27);
    const q17 = (y11 << 5) | (y11 >>> 27);
    const x16 = b16 ^ e1;
    const y16 = h16 ^ f1;
    const p8 = (y16 << 23) | (y16 >>> 9);
    const q8 = (x16 << 22) | (x16 >>> 10);
    const x21 = b21 ^ e1;
    const y21 = h21 ^ f1;
    const p24 = (x21 << 1) | (x21 >>> 31);
    const q24 = (y21 << 1) | (y21 >>> 31);
    const x2 = b2 ^ e2;
    const y2 = h2 ^ f2;
    const p20 = (x2 << 31) | (x2 >>> 1);
    const q20 = (y2 << 31) | (y2 >>> 1);
    const x7 = b7 ^ e2;
    const y7 = h7 ^ f2;
    const p11 = (x7 << 3) | (x7 >>> 29);
    const q11 = (y7 << 3) | (y7 >>> 29);
    const x12 = b12 ^ e2;
    const y12 = h12 ^ f2;
    const p2 = (y12 << 22) | (y12 >>> 10);
    const q2 = (x12 << 21) | (x12 >>> 11);
    const x17 = b17 ^ e2;
    const y17 = h17 ^ f2;
    const p18 = (y17 << 8) | (y17 >>> 24);
    const q18 = (x17 << 7) | (x17 >>> 25);
    const x22 = b22 ^ e2;
    const y22 = h22 ^ f2;
    const p9 = (y22 << 31) | (y22 >>> 1);
    const q9 = (x22 << 30) | (x22 >>> 2);
    const x3 = b3 ^ e3;
    const y3 = h3 ^ f3;
    const p5 = (x3 << 14) | (x3 >>> 18);
    const q5 = (y3 << 14) | (y3 >>> 18);
    const x8 = b8 ^ e3;
    const y8 = h8 ^ f3;
    const p21 = (y8 << 28) | (y8 >>> 4);
    const q21 = (x8 << 27) | (x8 >>> 5);
    const x13 = b13 ^ e3;
    const y13 = h13 ^ f3;
    const p12 = (y13 << 13) | (y13 >>> 19);
    const q12 = (x13 << 12) | (x13 >>> 20);
    const x18 = b18 ^ e3;
    const y18 = h18 ^ f3;
    const p3 = (y18 << 11) | (y18 >>> 21);
    const q3 = (x18 << 10) | (x18 >>> 22);
    const x23 = b23 ^ e3;
    const y23 = h23 ^ f3;
    const p19 = (x23 << 28) | (x23 >>> 4);
    const q19 = (y23 << 28) | (y23 >>> 4);
    const x4 = b4 ^ e4;
    const y4 = h4 ^ f4;
    const p15 = (y4 << 14) | (y4 >>> 18);
    const q15 = (x4 << 13) | (x4 >>> 19);
    const x9 = b9 ^ e4;
    const y9 = h9 ^ f4;
    const p6 = (x9 << 10) | (x9 >>> 22);
    const q6 = (y9 << 10) | (y9 >>> 22);
    const x14 = b14 ^ e4;
    const y14 = h14 ^ f4;
    const p22 = (y14 << 20) | (y14 >>> 12);
    const q22 = (x14 << 19) | (x14 >>> 13);
    const x19 = b19 ^ e4;
    const y19 = h19 ^ f4;
    const p13 = (x19 << 4) | (x19 >>> 28);
    const q13 = (y19 << 4) | (y19 >>> 28);
    const x24 = b24 ^ e4;
    const y24 = h24 ^ f4;
    const p4 = (x24 << 7) | (x24 >>> 25);
    const q4 = (y24 << 7) | (y24 >>> 25);
    b0 = p0 ^ (~p1 & p2) ^ (CONSTANTES[tour] ?? 0);
    h0 = q0 ^ (~q1 & q2) ^ (CONSTANTES[tour + 1] ?? 0);
    b1 = p1 ^ (~p2 & p3);
    h1 = q1 ^ (~q2 & q3);
    b2 = p2 ^ (~p3 & p4);
    h2 = q2 ^ (~q3 & q4);
    b3 = p3 ^ (~p4 & p0);
    h3 = q3 ^ (~q4 & q0);
    b4 = p4 ^ (~p0 & p1);
    h4 = q4 ^ (~q0 & q1);
    b5 = p5 ^ (~p6 & p7);
    h5 = q5 ^ (~q6 & q7);
    b6 = p6 ^ (~p7 & p8);
    h6 = q6 ^ (~q7 & q8);
    b7 = p7 ^ (~p8 & p9);
    h7 = q7 ^ (~q8 & q9);
    b8 = p8 ^ (~p9 & p5);
    h8 = q8 ^ (~q9 & q5);
    b9 = p9 ^ (~p5 & p6);
    h9 = q9 ^ (~q5 & q6);
    b10 = p10 ^ (~p11 & p12);
    h10 = q10 ^ (~q11 & q12);
    b11 = p11 ^ (~p12 & p13);
    h11 = q11 ^ (~q12 & q13);
    b12 = p12 ^ (~p13 & p14);
    h12 = q12 ^ (~q13 & q14);
    b13 = p13 ^ (~p14 & p10);
    h13 = q13 ^ (~q14 & q10);
    b14 = p14 ^ (~p10 & p11);
    h14 = q14 ^ (~q10 & q11);
    b15 = p15 ^ (~p16 & p17);
    h15 = q15 ^ (~q16 & q17);
    b16 = p16 ^ (~p17 & p18);
    h16 = q16 ^ (~q17 & q18);
    b17 = p17 ^ (~p18 & p19);
    h17 = q17 ^ (~q18 & q19);
    b18 = p18 ^ (~p19 & p15);
    h18 = q18 ^ (~q19 & q15);
    b19 = p19 ^ (~p15 & p16);
    h19 = q19 ^ (~q15 & q16);
    b20 = p20 ^ (~p21 & p22);
    h20 = q20 ^ (~q21 & q22);
    b21 = p21 ^ (~p22 & p23);
    h21 = q21 ^ (~q22 & q23);
    b22 = p22 ^ (~p23 & p24);
    h22 = q22 ^ (~q23 & q24);
    b23 = p23 ^ (~p24 & p20);
    h23 = q23 ^ (~q24 & q20);
    b24 = p24 ^ (~p20 & p21);
    h24 = q24 ^ (~q20 & q21);
  }
  etat.set([
    b0,
    h0,
    b1,
    h1,
    b2,
    h2,
    b3,
    h3,
    b4,
    h4,
    b5,
    h5,
    b6,
    h6,
    b7,
    h7,
    b8,
    h8,
    b9,
    h9,
    b10,
    h10,
    b11,
    h11,
    b12,
    h12,
    b13,
    h13,
    b14,
    h14,
    b15,
    h15,
    b16,
    h16,
    b17,
    h17,
    b18,
    h18,
    b19,
    h19,
    b20,
    h20,
    b21,
    h21,
    b22,
    h22,
    b23,
    h23,
    b24,
    h24,
  ]);
}

/** Une constante par tour (FIPS 202 §3.2.5) : ses bits pairs, puis ses bits impairs. */
const CONSTANTES = Int32Array.of(
  0x1,
  0x0,
  0x0,
  0x89,
  0x0,
  0x8000008b,
  0x0,
  0x80008080,
  0x1,
  0x8b,
  0x1,
  0x8000,
  0x1,
  0x80008088,
  0x1,
  0x80000082,
  0x0,
  0xb,
  0x0,
  0xa,
  0x1,
  0x8082,
  0x0,
  0x8003,
  0x1,
  0x808b,
  0x1,
  0x8000000b,
  0x1,
  0x8000008a,
  0x1,
  0x80000081,
  0x0,
  0x80000081,
  0x0,
  0x80000008,
  0x0,
  0x83,
  0x0,
  0x80008003,
  0x1,
  0x80008088,
  0x0,
  0x80000088,
  0x1,
  0x8000,
  0x0,
  0x80008082,
);
