/** Moteur de reconnaissance, ecrit avec ce qu'il a produit. */
export const MOTEUR = 'tesseract.js 7, fra 4.0.0_best_int';
