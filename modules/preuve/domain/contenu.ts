/** Un fait, pour ce que l'export en lit. */
export type FaitLu = { readonly type: string; readonly donnees: unknown };

/** Une piece de la projection. `nom` : celui du fichier depose, ou le titre de l'acte. */
export type PieceVersee = {
  readonly id: string;
  readonly genre: 'acte' | 'fichier';
  readonly numero: number;
  readonly titre: string;
  readonly taille: number;
  readonly empreinte: string;
  readonly acteId: string | null;
};

/** Un pli de l'echange, et son sort. */
export type PliEchange = {
  readonly id: string;
  readonly sens: 'emis' | 'recu';
  readonly genre: string;
  readonly etat: string;
  readonly empreinte: string | null;
  readonly accuseEmpreinte: string | null;
};

/** Une ligne `pieces` du manifeste (docs/preuve.md §6). */
export type LigneDePiece = {
  readonly id: string;
  readonly chemin: string | null;
  readonly genre: 'acte' | 'piece';
  readonly titre: string;
  readonly empreinte: string;
  readonly acte: string | null;
};

/** Une ligne `plis` du manifeste. */
export type LigneDePli = {
  readonly pli: string;
  readonly sens: 'emis' | 'recu';
  readonly genre: string;
  readonly etat: 'accuse' | 'refuse' | 'en-attente';
  readonly chemin: string | null;
  readonly accuse: string | null;
};

/** Un objet du magasin a mettre dans l'archive, sous ce nom. */
export type ObjetARanger = { readonly chemin: string; readonly empreinte: string };

/** Ce que l'archive contiendra, d'apres les faits : rien de plus, rien de moins. */
export type Contenu = {
  readonly pieces: readonly LigneDePiece[];
  readonly plis: readonly LigneDePli[];
  readonly objets: readonly ObjetARanger[];
  /** Preuves arrivees avec les actes recus : elles sont dans les plis qui les ont apportees. */
  readonly preuves: readonly ObjetARanger[];
  /** Recepisses de PLINE et de PLEX verses au dossier : leurs empreintes. */
  readonly recepisses: readonly string[];
};

/**
 * Compose le contenu d'un export. Les faits commandent : un acte verse apres leur lecture n'y est pas encore, une piece retiree
 * par un ordre n'y est plus (sa ligne reste, sans chemin).
 */
export function contenuDe(
  faits: readonly FaitLu[],
  pieces: readonly PieceVersee[],
  plis: readonly PliEchange[],
): Contenu {
  const actes = identifiants(faits, ['acte-scelle', 'acte-recu'], 'acteId');
  const retirees = identifiants(faits, ['piece-retiree'], 'piece');
  const versees = pieces.filter(({ id, genre, acteId }) => actes.has(genre === 'acte' ? id : (acteId ?? '')));
  const lignes = versees.map((piece) => ligneDe(piece, retirees.has(piece.id)));
  const lignesDePlis = plis.map(ligneDePli);
  const recepisses = [...identifiants(faits, ['recepisse-verse'], 'empreinte')];
  return {
    pieces: lignes,
    plis: lignesDePlis,
    objets: [
      ...lignes.flatMap(({ chemin, empreinte }) => (chemin === null ? [] : [{ chemin, empreinte }])),
      ...archivesDe(faits, new Set(lignes.filter(({ chemin }) => chemin !== null).map(({ id }) => id))),
      ...plis.flatMap((pli, rang) => objetsDuPli(pli, lignesDePlis[rang])),
      ...recepisses.map((empreinte) => ({ chemin: `recepisses/${empreinte}.pdf`, empreinte })),
    ],
    preuves: preuvesRecues(faits),
    recepisses,
  };
}

/** Le dernier PDF B-LTA de chaque acte present, a cote de son original (fait `acte-archive`). */
function archivesDe(faits: readonly FaitLu[], presentes: ReadonlySet<string>): readonly ObjetARanger[] {
  const dernieres = new Map(
    faits.flatMap(({ type, donnees }) => {
      const [acteId, archive] = [champ(donnees, 'acteId'), champ(donnees, 'archive')];
      return type === 'acte-archive' && acteId !== undefined && archive !== undefined
        ? [[acteId, archive] as const]
        : [];
    }),
  );
  return [...dernieres]
    .filter(([acteId]) => presentes.has(acteId))
    .map(([acteId, empreinte]) => ({ chemin: `archives/${acteId}.pdf`, empreinte }));
}

/** La preuve arrivee avec chaque acte recu (fait `acte-recu`, docs/preuve.md §5.1). */
const preuvesRecues = (faits: readonly FaitLu[]): readonly ObjetARanger[] => [
  ...new Map(
    faits.flatMap(({ type, donnees }) => {
      const [acteId, preuve] = [champ(donnees, 'acteId'), champ(donnees, 'preuve')];
      return type === 'acte-recu' && acteId !== undefined && preuve !== undefined
        ? [[acteId, { chemin: `pair/preuves/${acteId}.tlog-proof`, empreinte: preuve }] as const]
        : [];
    }),
  ).values(),
];

const identifiants = (faits: readonly FaitLu[], types: readonly string[], cle: string): ReadonlySet<string> =>
  new Set(
    faits.filter(({ type }) => types.includes(type)).flatMap(({ donnees }) => champ(donnees, cle) ?? []),
  );

function champ(donnees: unknown, cle: string): string | undefined {
  if (typeof donnees !== 'object' || donnees === null) return undefined;
  const trouve: unknown = Reflect.get(donnees, cle);
  return typeof trouve === 'string' ? trouve : undefined;
}

function ligneDe(piece: PieceVersee, retiree: boolean): LigneDePiece {
  const acte = piece.genre === 'acte';
  const chemin = acte ? `actes/${piece.id}.pdf` : `pieces/${piece.id}${extensionDe(piece.titre)}`;
  return {
    id: piece.id,
    chemin: retiree ? null : chemin,
    genre: acte ? 'acte' : 'piece',
    titre: acte ? `${piece.numero}. ${piece.titre}` : piece.titre,
    empreinte: piece.empreinte,
    acte: piece.acteId,
  };
}

/** L'extension d'un nom de fichier, si elle est sobre ; sinon rien : le nom dans l'archive reste ASCII et sur. */
export const extensionDe = (nom: string): string => {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(nom)?.[1];
  return extension === undefined ? '' : `.${extension.toLowerCase()}`;
};

function ligneDePli({ id, sens, genre, etat, empreinte, accuseEmpreinte }: PliEchange): LigneDePli {
  return {
    pli: id,
    sens,
    genre,
    etat: etat === 'accuse' || etat === 'refuse' ? etat : 'en-attente',
    chemin: empreinte === null ? null : `plis/${id}.asice`,
    accuse: accuseEmpreinte === null ? null : `accuses/${id}.asice`,
  };
}

const objetsDuPli = (pli: PliEchange, ligne: LigneDePli | undefined): readonly ObjetARanger[] =>
  [
    { chemin: ligne?.chemin, empreinte: pli.empreinte },
    { chemin: ligne?.accuse, empreinte: pli.accuseEmpreinte },
  ].flatMap(({ chemin, empreinte }) =>
    typeof chemin === 'string' && empreinte !== null ? [{ chemin, empreinte }] : [],
  );
