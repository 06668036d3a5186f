/** Actes du siege et de son greffe que cet ecran redige, avec leur lettre et leur texte court. */
export const actesDuSiege = [
  {
    type: 'jugement',
    titre: 'Jugement',
    texte: 'La minute, déjà remplie du dossier ; le président et le greffier la signent.',
    article: '485 et 486 CPP',
    qualites: ['president', 'greffier'],
    suppose: 'audience',
  },
  {
    type: 'declaration-recours',
    titre: 'Déclaration de recours',
    texte: 'Appel, opposition, désistement : reçu au greffe, porté en marge du jugement.',
    article: '489, 498 et 502 CPP',
    qualites: ['greffier'],
    suppose: 'jugement',
  },
  {
    type: 'extrait-ecrou',
    titre: 'Extrait pour écrou',
    texte: 'L’emprisonnement, recopié du jugement.',
    article: '707-1 et 709 CPP',
    qualites: ['greffier'],
    suppose: 'condamne',
  },
  {
    type: 'extrait-tresor',
    titre: 'Extrait pour le Trésor',
    texte: 'Les amendes, recopiées du jugement.',
    article: '707-1 CPP',
    qualites: ['greffier'],
    suppose: 'condamne',
  },
  {
    type: 'fiche-casier',
    titre: 'Fiche du casier judiciaire',
    texte: 'La condamnation entière, recopiée du jugement.',
    article: '768 CPP',
    qualites: ['greffier'],
    suppose: 'condamne',
  },
] as const;

/** Un acte du siege que cet ecran redige. */
export type TypeDuSiege = (typeof actesDuSiege)[number]['type'];

/** Ce qu'un acte du siege est, dans les phrases. */
export type MotDuSiege = 'minute' | 'déclaration' | 'acte';

/** Vrai pour un acte du siege. */
export const estDuSiege = (type: string): type is TypeDuSiege =>
  actesDuSiege.some((acte) => acte.type === type);

/** Le mot de cet acte. */
export const motDuSiege = (type: TypeDuSiege): MotDuSiege =>
  type === 'jugement' ? 'minute' : type === 'declaration-recours' ? 'déclaration' : 'acte';
