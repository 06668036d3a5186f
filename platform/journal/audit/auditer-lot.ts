import {
  agrandir,
  entreeDuFait,
  hacherFeuille,
  lireNote,
  lireSignatures,
  memesOctets,
  racineDeFrange,
  verifierCosignature,
  verifierNote,
} from '@ppn/tlog';
import type { ClePublique, Frange } from '@ppn/tlog';
import type { QueryExecutorProvider } from 'kysely';
import type { Alteration } from './alterations.ts';
import { cleDuNoeud, lireLot } from './lire-lot.ts';
import type { FeuilleAuditee, LotAAuditer, PointAudite } from './lire-lot.ts';

/** Ou en est une passe : la frange recalculee, et la position de la derniere feuille vue. */
export type Curseur = { readonly frange: Frange; readonly position: number };

/** Par quoi l'on juge : le nom du journal, ses cles et celles des temoins. */
export type Juge = {
  readonly db: QueryExecutorProvider;
  readonly nom: string;
  readonly cles: () => readonly ClePublique[];
  readonly parLot?: number;
};

/** Un lot audite ; `fini` : la fin du journal est atteinte, ou la suite ne peut plus se lire. */
export type LotAudite = {
  readonly alterations: readonly Alteration[];
  readonly curseur: Curseur;
  readonly fini: boolean;
};

/** Recompare un lot : faits, entrees, feuilles, noeuds, points et cosignatures, chacun recalcule de celui d'avant. */
export async function auditerUnLot(juge: Juge, { frange, position }: Curseur): Promise<LotAudite> {
  const parLot = juge.parLot ?? 2_000;
  const lot = await lireLot(juge.db, frange, { position, parLot });
  const suivies = sansTrou(lot.feuilles, frange.taille);
  const trou = suivies.length < lot.feuilles.length ? frange.taille + suivies.length : undefined;
  const recalcul = recalculer(juge, frange, { ...lot, feuilles: suivies });
  return {
    alterations: [
      ...suivies.flatMap(comparerAuFait),
      ...lot.inserees.map(({ flux, version }) => nommer('fait-insere', frange.taille, flux, version)),
      ...(trou === undefined ? [] : [nommer('feuille-manquante', trou)]),
      ...recalcul.alterations,
    ],
    curseur: { frange: recalcul.frange, position: suivies.at(-1)?.position ?? position },
    fini: lot.feuilles.length < parLot || trou !== undefined,
  };
}

const nommer = (
  code: Alteration['code'],
  indice: number,
  flux: string | null = null,
  version: number | null = null,
): Alteration => ({ code, de: indice, a: indice + 1, flux, version });

function sansTrou(feuilles: readonly FeuilleAuditee[], debut: number): readonly FeuilleAuditee[] {
  const rupture = feuilles.findIndex(({ indice }, rang) => indice !== debut + rang);
  return rupture < 0 ? feuilles : feuilles.slice(0, rupture);
}

/** Le fait d'aujourd'hui contre l'entree de sa feuille, et l'entree contre son empreinte. */
function comparerAuFait({
  indice,
  flux,
  version,
  sel,
  fait,
  entree,
  empreinte,
}: FeuilleAuditee): readonly Alteration[] {
  if (!memesOctets(hacherFeuille(entree), empreinte))
    return [nommer('feuille-alteree', indice, flux, version)];
  if (fait === null || sel === null) return [nommer('fait-supprime', indice, flux, version)];
  return memesOctets(entreeDuFait({ sel, fait }), entree)
    ? []
    : [nommer('fait-modifie', indice, flux, version)];
}

type Recalcul = { readonly alterations: readonly Alteration[]; readonly frange: Frange };

/** Refait les noeuds depuis les feuilles, d'un point au suivant, et compare chacun. */
function recalculer(juge: Juge, depart: Frange, { feuilles, noeuds, points }: LotAAuditer): Recalcul {
  const alterations: Alteration[] = [];
  let frange = depart;
  const avancerJusqua = (taille: number): void => {
    const suite = agrandir(
      frange,
      feuilles.slice(frange.taille - depart.taille, taille - depart.taille).map(({ empreinte }) => empreinte),
    );
    const faux = suite.noeuds.find((noeud) => {
      const garde = noeuds.get(cleDuNoeud(noeud));
      return noeud.niveau > 0 && (garde === undefined || !memesOctets(garde, noeud.empreinte));
    });
    if (faux !== undefined) {
      const largeur = 2 ** faux.niveau;
      const [de, a] = [faux.rang * largeur, (faux.rang + 1) * largeur];
      alterations.push({ code: 'noeud-altere', de, a, flux: null, version: null });
    }
    frange = suite.frange;
  };
  for (const point of points.filter(({ taille }) => taille <= depart.taille + feuilles.length)) {
    const avant = frange.taille;
    avancerJusqua(point.taille);
    const code = fauteDuPoint(juge, point, frange);
    if (code !== undefined) alterations.push({ code, de: avant, a: point.taille, flux: null, version: null });
  }
  avancerJusqua(depart.taille + feuilles.length);
  return { alterations, frange };
}

function fauteDuPoint(
  { nom, cles }: Juge,
  { taille, note, cosignatures }: PointAudite,
  frange: Frange,
): 'point-faux' | 'cosignature-fausse' | undefined {
  const verifie = verifierNote(note, { nom, cles: cles() });
  if (!verifie.ok || verifie.valeur.note.taille !== taille) return 'point-faux';
  if (!memesOctets(verifie.valeur.note.racine, racineDeFrange(frange))) return 'point-faux';
  const lue = lireNote(note);
  const toutes = cosignatures.every(({ temoin, ligne }) => {
    const signatures = lireSignatures(ligne);
    return (
      lue !== undefined &&
      signatures !== undefined &&
      verifierCosignature({ ...lue, signatures }, { nom: temoin, cles: cles() }).ok
    );
  });
  return toutes ? undefined : 'cosignature-fausse';
}
