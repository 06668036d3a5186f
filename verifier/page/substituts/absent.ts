/** Tient la place de ce que le moteur nomme sans l'employer pour verifier : composition d'actes, ecriture d'archives. */
export {};
