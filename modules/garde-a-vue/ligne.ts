import { msDe } from '@ppn/core';
import { divergencesDe } from './domain/divergences.ts';
import { type Entree, entreesDuType } from './domain/entrees.ts';
import type { Horloge } from './domain/formes-de-l-horloge.ts';
import type { Obligation } from './domain/formes-des-obligations.ts';
import { type CadreDeMesure, type Magistrat, magistratDirecteur, MAGISTRATS } from './domain/mesure.ts';
import { uniteDeGarde } from './domain/garde-au-depot.ts';
import { niveauSonne, type Sonnerie } from './domain/sonneries.ts';
import type { OuvertureDeMesure } from './faits.ts';
import type { DroitDeGardeAVue } from './ports.ts';
import { ageA } from './regime-propose.ts';
import type { LigneDeMesure } from './vues.ts';

/** De quoi calculer une ligne. `a` : instant ISO du dernier fait, jamais l'heure courante : la ligne se refait a l'identique. */
export type PourLaLigne = {
  readonly ouverture: OuvertureDeMesure;
  readonly entrees: readonly Entree[];
  /** Entrees redites autrement par un acte. */
  readonly redites: readonly Entree[];
  /** Alarmes qui ont deja sonne, et jusqu'ou. */
  readonly sonnees: readonly Sonnerie[];
  readonly version: number;
  readonly a: string;
};

/** La ligne de tableau d'une mesure : fonction pure de son ouverture, de ses entrees et des regles. */
export function calculerLigne(
  { ouverture, entrees, redites, sonnees, version, a: enregistreA }: PourLaLigne,
  { horloge: calculerHorloge, obligations: calculerObligations, regles }: DroitDeGardeAVue,
): LigneDeMesure {
  const { mesure, identite } = ouverture;
  const a = auPlusTard(enregistreA, entrees);
  const horloge = calculerHorloge(mesure, entrees, regles, a);
  const obligations = calculerObligations(mesure, entrees, regles, a);
  const placement = entreesDuType(entrees, 'placement').at(0);
  const age = ageA(mesure.personne.naissance, horloge.depart?.a ?? ouverture.ouverteA);
  const requalifies = entreesDuType(entrees, 'requalification').at(-1)?.donnees.faits ?? mesure.faits;
  return {
    id: mesure.id,
    version,
    idj: mesure.idj,
    numero: ouverture.numero,
    personne: {
      ...identite,
      age,
      mineure: age !== null && age < 18,
      protegee: mesure.personne.protegee || entreesDuType(entrees, 'protection-connue').length > 0,
      langue: mesure.personne.langue,
    },
    unite: { ...mesure.unite },
    juridiction: { ...mesure.juridiction },
    regime: horloge.regime,
    cadre: mesure.cadre,
    magistrats: magistratsAppeles(mesure.cadre, horloge, entrees),
    faits: requalifies.map(({ natinf, qualification }) => ({ natinf, qualification })),
    etat: etatDeLigne(horloge.etat),
    zone: mesure.zone,
    debut: horloge.depart?.a ?? null,
    placementA: placement?.survenuA ?? null,
    opj: entreesDuType(entrees, 'mesure-confiee').at(-1)?.donnees.nom ?? placement?.auteur.nom ?? '',
    visa: dernierVisa(entrees),
    echeance: horloge.echeance,
    maximum: horloge.maximum?.a ?? null,
    prolongations: horloge.periodes.filter(({ rang, reguliere }) => rang > 0 && reguliere).length,
    prochaineProlongation: horloge.prochaineProlongation && {
      ...horloge.prochaineProlongation,
      autorites: [...horloge.prochaineProlongation.autorites],
      exigences: [...horloge.prochaineProlongation.exigences],
    },
    demande: demandeEnAttente(entrees),
    requete: requeteEnAttente(entrees),
    obligations: obligations.filter(ouverte).sort(parEcheance).slice(0, OBLIGATIONS_MONTREES).map(resumer),
    faites: dernieresFaites(obligations),
    alarmes: alarmesDues(obligations, entrees, sonnees),
    irregularites: horloge.irregularites.length,
    divergences: divergencesDe(mesure.id, entrees, redites).length,
    incidents: entreesDuType(entrees, 'incident').length,
    ordre: ordreEnAttente(entrees),
    fin: horloge.fin && { a: horloge.fin.a, suite: horloge.fin.suite },
    gardeAuDepot: uniteDeGarde(entrees),
    comparution: horloge.comparution,
    majA: enregistreA,
  };
}

/** Le dernier visa du registre par le chef de l'unite. */
function dernierVisa(entrees: readonly Entree[]): { a: string; par: string } | null {
  const visa = entreesDuType(entrees, 'visa-du-registre').at(-1);
  return visa ? { a: visa.survenuA, par: visa.auteur.nom } : null;
}

/** Le dernier ordre de mettre fin a la mesure, tant que l'unite n'y a pas mis fin. */
function ordreEnAttente(entrees: readonly Entree[]): LigneDeMesure['ordre'] {
  const ordre = entreesDuType(entrees, 'fin-ordonnee').at(-1);
  return ordre && entreesDuType(entrees, 'fin').length === 0
    ? { suite: ordre.donnees.suite, autorite: ordre.donnees.autorite, a: ordre.survenuA }
    : null;
}

/** Le magistrat qui dirige, ceux qu'une prolongation ou un report de l'avocat au-dela du procureur appelle. */
function magistratsAppeles(
  cadre: CadreDeMesure,
  { prochaineProlongation, periodes }: Horloge,
  entrees: readonly Entree[],
): LigneDeMesure['magistrats'] {
  const reporte = entreesDuType(entrees, 'differe-avocat').length > 0 && cadre !== 'commission-rogatoire';
  const appeles = new Set<Magistrat>([
    magistratDirecteur(cadre),
    ...(prochaineProlongation?.autorites ?? []),
    ...periodes.flatMap(({ autorite }) => (autorite === 'opj' ? [] : [autorite])),
    ...entreesDuType(entrees, 'prolongation-demandee').map(({ donnees }) => donnees.autorite),
    ...entreesDuType(entrees, 'requete-jld').map(() => 'jld' as const),
    ...(reporte ? (['jld'] as const) : []),
  ]);
  return MAGISTRATS.filter((magistrat) => appeles.has(magistrat));
}

/** Deux horloges de postes different un peu : un fait note une seconde trop tot compte deja. */
const auPlusTard = (a: string, entrees: readonly Entree[]): string =>
  new Date(Math.max(Date.parse(a), ...entrees.map(({ survenuA }) => instant(survenuA)))).toISOString();

/** Une ligne montre ce qui presse ; le reste est dans la mesure. */
const OBLIGATIONS_MONTREES = 8;

const etatDeLigne = (etat: 'non-commencee' | 'en-cours' | 'expiree' | 'terminee'): LigneDeMesure['etat'] =>
  etat === 'non-commencee' ? 'ouverte' : etat === 'terminee' ? 'terminee' : 'en-cours';

const ouverte = ({ etat }: Obligation): boolean =>
  etat === 'a-faire' || etat === 'en-cours' || etat === 'expire';

/** La derniere faite de chaque genre : un tableau dit « fait a telle heure », la mesure dit le reste. */
const dernieresFaites = (obligations: readonly Obligation[]): LigneDeMesure['faites'] => [
  ...new Map(
    obligations
      .filter(({ etat, genre }) => etat === 'accompli' && genre !== 'periode')
      .toSorted((a, b) => instant(a.accompliA) - instant(b.accompliA))
      .map((faite) => [faite.genre, { ...resumer(faite), accompliA: faite.accompliA ?? '' }]),
  ).values(),
];

const parEcheance = (a: Obligation, b: Obligation): number =>
  instant(a.echeance) - instant(b.echeance) || a.id.localeCompare(b.id);

const instant = (valeur: string | null): number => (valeur === null ? Number.MAX_SAFE_INTEGER : msDe(valeur));

const resumer = ({
  id,
  genre,
  libelle,
  proprietaire,
  etat,
  echeance,
  article,
}: Obligation): LigneDeMesure['obligations'][number] => ({
  id,
  genre,
  libelle,
  proprietaire,
  etat,
  echeance,
  article,
});

/** Alarmes que nul n'a encore vues : celles d'une obligation close, ou anterieures a une alarme vue de la meme obligation, sont sans objet. */
function alarmesDues(
  obligations: readonly Obligation[],
  entrees: readonly Entree[],
  sonnees: readonly Sonnerie[],
): LigneDeMesure['alarmes'] {
  const vues = new Set(entreesDuType(entrees, 'alarme-acquittee').map(({ donnees }) => donnees.alarme));
  return obligations
    .filter(ouverte)
    .flatMap(({ alarmes, proprietaire, article }) =>
      alarmes.slice(alarmes.findLastIndex(({ id }) => vues.has(id)) + 1).map(({ id, a, phrase }) => ({
        id,
        a,
        phrase,
        proprietaire,
        article,
        niveau: niveauSonne(id, sonnees),
      })),
    )
    .sort((a, b) => instant(a.a) - instant(b.a) || a.id.localeCompare(b.id));
}

/** La derniere demande de prolongation, si nul magistrat n'a encore statue depuis. */
function demandeEnAttente(entrees: readonly Entree[]): LigneDeMesure['demande'] {
  const demande = entreesDuType(entrees, 'prolongation-demandee').at(-1);
  if (!demande) return null;
  const statue = [
    ...entreesDuType(entrees, 'prolongation-decidee'),
    ...entreesDuType(entrees, 'prolongation-refusee'),
  ].some(({ survenuA }) => instant(survenuA) >= instant(demande.survenuA));
  return statue
    ? null
    : { autorite: demande.donnees.autorite, heures: demande.donnees.heures, demandeeA: demande.survenuA };
}

/** La derniere requete du procureur au juge des libertes et de la detention, s'il n'a pas encore statue depuis. */
function requeteEnAttente(entrees: readonly Entree[]): LigneDeMesure['requete'] {
  const requete = entreesDuType(entrees, 'requete-jld').at(-1);
  if (!requete) return null;
  const { objet, heures } = requete.donnees;
  const decisions =
    objet === 'prolongation'
      ? [...entreesDuType(entrees, 'prolongation-decidee'), ...entreesDuType(entrees, 'prolongation-refusee')]
      : entreesDuType(entrees, 'differe-avocat');
  const statue = decisions.some(
    ({ survenuA, donnees }) => donnees.autorite === 'jld' && instant(survenuA) >= instant(requete.survenuA),
  );
  return statue ? null : { objet, heures, requiseA: requete.survenuA };
}
