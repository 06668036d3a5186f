import { refus, reussite, type Result } from '@ppn/core';

const NOM_MAX = 1_000;
const SEGMENT_MAX = 200;

/**
 * Nom donne par le deposant, avec son dossier (`audition/piste 1.wav`), en forme NFC. Refuse ce qui sortirait du dossier,
 * romprait un en-tete ou tromperait l'oeil : chemin absolu, `..`, caractere de controle ou de format, segment vide ou trop long.
 */
export function nomDeDepot(brut: string): Result<string, 'nom-refuse'> {
  const nom = brut.normalize('NFC').replaceAll('\\', '/');
  if (nom.length > NOM_MAX || /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(nom)) return refus('nom-refuse');
  const segments = nom.split('/');
  const sain = segments.every(
    (segment) =>
      segment.trim() !== '' &&
      segment !== '.' &&
      segment !== '..' &&
      !/^[A-Za-z]:$/.test(segment) &&
      Buffer.byteLength(segment) <= SEGMENT_MAX,
  );
  return sain ? reussite(nom) : refus('nom-refuse');
}

/** Dernier segment d'un nom de depot. */
export const nomCourt = (nom: string): string => nom.slice(nom.lastIndexOf('/') + 1);

/** En-tete `Content-Disposition` d'un fichier a enregistrer : RFC 6266, repli ASCII sans guillemet ni barre. */
export function enPieceJointe(nom: string): string {
  const repli = nom.replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const complet = encodeURIComponent(nom).replace(
    /['()*!]/g,
    (signe) => `%${signe.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${repli}"; filename*=UTF-8''${complet}`;
}
