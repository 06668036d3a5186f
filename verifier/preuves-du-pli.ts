import type { RapportPiece } from '@ppn/sealing';
import { lirePreuveDeFait, nomDuJournal, nomDuTemoin, texteDe, verifierPreuveDeFait } from '@ppn/tlog';
import type { ClePublique, FaitLu } from '@ppn/tlog';
import * as z from 'zod';
import type { Fiche } from './fiche.ts';

/** Ce qu'un pli prouve d'une de ses pieces (docs/preuve.md §5.1). `sous-reserve` : juste, mais sans cle pour en juger le point. */
export type RapportDePreuve = {
  readonly piece: string;
  readonly etat: 'juste' | 'fausse' | 'sous-reserve' | 'absente' | 'couverte';
  readonly phrase: string;
};

/** Les textes d'un pli, lus au passage. */
export type TextesDuPli = Map<string, Uint8Array>;

/** De quoi juger les preuves d'un pli. `cles` absent : aucune n'a ete donnee. */
export type PliAProuver = {
  readonly textes: TextesDuPli;
  readonly pieces: readonly RapportPiece[];
  readonly fiches: Readonly<Record<string, Fiche>>;
  readonly cles: readonly ClePublique[] | undefined;
  readonly a: Date;
};

const bordereau = z.object({ objet: z.string(), emetteur: z.string(), destinataire: z.string() });

/** Juge la preuve de chaque acte d'un pli, et dit quel acte couvre chaque piece jointe ; vide si ce n'est pas un pli. */
export function preuvesDuPli(pli: PliAProuver): readonly RapportDePreuve[] {
  const lu = bordereau.safeParse(enJson(pli.textes.get('pli/bordereau.json')));
  if (!lu.success) return [];
  return pli.pieces.flatMap((piece) => {
    const acteId = /^actes\/(.+)\.pdf$/u.exec(piece.nom)?.[1];
    if (acteId !== undefined) return [{ piece: piece.nom, ...juger(pli, lu.data, { acteId, piece }) }];
    return /^(?:pli|preuves)\//u.test(piece.nom) ? [] : [couverture(pli, piece)];
  });
}

type Adresse = z.infer<typeof bordereau>;

function juger(
  { textes, cles, a }: PliAProuver,
  { objet, emetteur, destinataire }: Adresse,
  { acteId, piece }: { readonly acteId: string; readonly piece: RapportPiece },
): Omit<RapportDePreuve, 'piece'> {
  const octets = textes.get(`preuves/${acteId}.tlog-proof`);
  if (octets === undefined)
    return { etat: 'absente', phrase: 'partie sans preuve d’inscription au journal de l’émetteur' };
  const texte = texteDe(octets) ?? '';
  const designe = ({ flux, type, donnees }: FaitLu['fait']): boolean =>
    flux === `dossier/${objet}` &&
    (type === 'acte-scelle' || type === 'acte-recu') &&
    donnees['acteId'] === acteId &&
    donnees['empreinte'] === piece.empreinte;
  const journal = nomDuJournal(emetteur);
  if (cles === undefined) {
    const lue = lirePreuveDeFait(texte);
    return lue.ok && designe(lue.valeur.fait) && lue.valeur.note.origine === journal
      ? {
          etat: 'sous-reserve',
          phrase:
            'inscrite au journal dit ; la signature de ce journal n’est pas jugée : ajoutez cles.json aux ancres',
        }
      : FAUSSE;
  }
  const temoin = nomDuTemoin(destinataire);
  const jugee = verifierPreuveDeFait(texte, { journal, temoin, cles, auPlusTard: a.toISOString(), designe });
  if (!jugee.ok) return FAUSSE;
  const { index, cosignee } = jugee.valeur;
  return {
    etat: 'juste',
    phrase: `inscrite au journal de l’émetteur (numéro de séquence ${index})${cosignee ? ', que le destinataire avait cosigné' : ', signé de lui seul au départ'}`,
  };
}

const FAUSSE = { etat: 'fausse', phrase: 'sa preuve d’inscription au journal est FAUSSE' } as const;

/** Une piece jointe n'a pas de preuve a elle : l'acte qui porte son empreinte la couvre. */
function couverture({ fiches }: PliAProuver, { nom, empreinte }: RapportPiece): RapportDePreuve {
  const acte = Object.entries(fiches).find(([, { jointes }]) => jointes?.includes(empreinte) === true)?.[0];
  return acte === undefined
    ? { piece: nom, etat: 'absente', phrase: 'aucun acte de ce pli ne la joint' }
    : { piece: nom, etat: 'couverte', phrase: `couverte par l’acte qui la joint, ${acte}` };
}

function enJson(octets: Uint8Array | undefined): unknown {
  try {
    return octets === undefined ? undefined : JSON.parse(texteDe(octets) ?? '');
  } catch {
    return undefined;
  }
}
