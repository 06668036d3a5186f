import { horodate } from '@ppn/core';
import { attendu, type Magistrat, rediger, signer } from './joueur.ts';

/** Ceux qui jugent. */
export type Siege = { readonly president: Magistrat; readonly greffier: Magistrat };

/** Ce que le jugement prononce de plus que le prerempli. */
export type AJuger = {
  /** Heure de l'audience et du prononce (horodate) ; absente : a l'instant, la personne comparait volontairement. */
  readonly a?: string;
  readonly comment?: 'contradictoire' | 'a-signifier' | 'defaut';
  readonly euros?: number;
};

const objets = (valeur: unknown): readonly object[] =>
  Array.isArray(valeur) ? valeur.filter((un): un is object => typeof un === 'object' && un !== null) : [];

/** Juge : coupable de tout, quatre mois avec sursis et une amende, la victime indemnisee ; minute signee des deux. Rend l'acte. */
export async function juger(
  { president, greffier }: Siege,
  idj: string,
  { a = horodate(new Date(Date.now() - 60_000).toISOString()), comment, euros = 189.5 }: AJuger = {},
): Promise<string> {
  const vue = attendu('dossier', await president.client.appeler('GET /api/dossiers/:idj', { idj }));
  const audience = vue.decisions.flatMap(({ audiences = [] }) => audiences).at(-1);
  if (audience === undefined) throw new Error('Aucune audience fixée : le tribunal n’est pas saisi.');
  const { prevenus, faits } = audience;
  const acte = await rediger(president, idj, 'jugement', (prerempli) => ({
    audience: a,
    prononceA: a,
    ministerePublic: 'Claire FONTAINE, substitut',
    prevenus: objets(prerempli['prevenus']).map((prevenu) => ({
      ...prevenu,
      ...(comment === undefined
        ? {}
        : { jugement: comment, comparution: comment === 'contradictoire' ? 'comparant' : 'non-comparant' }),
    })),
    issues: prevenus.flatMap((personne) =>
      faits.map((fait) => ({ personne, fait, issue: 'culpabilite' as const })),
    ),
    peines: prevenus.flatMap((personne) => [
      { personne, code: 'emprisonnement', duree: { ans: 0, mois: 4, jours: 0 }, sursis: 'simple' },
      { personne, code: 'amende', montant: 300 },
    ]),
    civils: objets(prerempli['civils']).map((civil) => ({
      ...civil,
      constituee: true,
      demande: 'Remboursement du préjudice.',
      sommes: [{ poste: 'Préjudice matériel', euros }],
      debiteurs: prevenus,
    })),
    motifs:
      'Les faits sont établis par les constatations et reconnus à l’audience.\nLa peine tient compte de l’absence d’antécédent et des revenus du prévenu.',
    cosignataire: 'MJ200003',
  }));
  await signer(president, [acte], 'cosignature-attendue');
  await signer(greffier, [acte]);
  return acte;
}

/** Recoit l'appel du prevenu au greffe ; rend la declaration signee. */
export async function declarerAppel(greffier: Magistrat, idj: string): Promise<string> {
  const acte = await rediger(greffier, idj, 'declaration-recours', () => ({
    par: 'avocat',
    declarant: 'Me Éloïse Péronnet, barreau d’Agen',
  }));
  await signer(greffier, [acte]);
  return acte;
}

/** Tire la fiche du casier, recopiee du jugement ; rend l'acte signe. */
export async function ficherAuCasier(greffier: Magistrat, idj: string): Promise<string> {
  const acte = await rediger(greffier, idj, 'fiche-casier', () => ({}));
  await signer(greffier, [acte]);
  return acte;
}
