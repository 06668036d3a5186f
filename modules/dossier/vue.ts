import { actionsPermises, type Agent } from '@ppn/habilitation';
import type { Fait, FaitQualifie, Fichier, VueDossier } from './contract.ts';
import type { Etat } from './acces.ts';
import { tribunalSaisi } from './domain/dossier.ts';
import { fermeesPar, montrerPieces } from './pieces-vues.ts';
import type { PortsDossier } from './ports.ts';
import type { TablesDossier } from './tables.ts';
import type { Selectable } from 'kysely';

/** Vue entiere d'un dossier pour un agent deja autorise. */
export async function vueDuDossier(ports: PortsDossier, etat: Etat, agent: Agent): Promise<VueDossier> {
  const [saisie, pieces, fichiers, incidents, plis, enCours, enAttente, cotes, occultees] = await Promise.all(
    [
      ports.db.selectFrom('saisie').selectAll().where('idj', '=', etat.idj).executeTakeFirst(),
      ports.db.selectFrom('piece').selectAll().where('idj', '=', etat.idj).orderBy('rang').execute(),
      ports.db.selectFrom('fichier').selectAll().where('idj', '=', etat.idj).orderBy('depose_a').execute(),
      ports.db.selectFrom('incident').selectAll().where('idj', '=', etat.idj).orderBy('constate_a').execute(),
      ports.plisDe(etat.idj),
      ports.actesEnCours(etat.idj),
      ports.actesEnAttente(etat.idj),
      ports.db.selectFrom('cote').select(['piece', 'serie', 'numero']).where('idj', '=', etat.idj).execute(),
      ports.db.selectFrom('occultation').select(['piece', 'faite_a']).where('idj', '=', etat.idj).execute(),
    ],
  );
  const scelles = new Set(pieces.filter(({ genre }) => genre === 'fichier').map(({ id }) => id));
  const permises = actionsPermises(agent, {
    unite: etat.unite.code,
    juridiction: etat.juridiction?.code ?? null,
    tribunalSaisi: tribunalSaisi(etat),
  });
  const fermees = fermeesPar(etat, permises.includes('lire-retirees'));
  return {
    idj: etat.idj as VueDossier['idj'],
    alias: [...etat.alias],
    intitule: etat.intitule,
    cadre: etat.cadre as VueDossier['cadre'],
    unite: { ...etat.unite, lignes: [...etat.unite.lignes] },
    juridiction: etat.juridiction,
    ouverteA: etat.ouverteA,
    etat: etat.etat,
    personnes: [...(saisie?.personnes ?? etat.personnes)],
    faits: saisie ? saisie.faits.map((fait) => qualifier(fait, ports)) : [...etat.faits],
    enCours,
    pieces: montrerPieces(pieces, {
      etat,
      fermees,
      enAttente,
      cotes: new Map(cotes.map(({ piece, serie, numero }) => [piece, `${serie}${numero}`])),
      occultees: new Map(occultees.map(({ piece, faite_a }) => [piece, faite_a])),
    }),
    fichiers: fichiers
      .filter(({ id }) => !fermees.has(id))
      .map((fichier) => fichierDe(fichier, scelles.has(fichier.id))),
    plis: plis.map(({ accuseEmpreinte: _, ...pli }) => pli),
    decisions: decisionsVues(etat),
    ...receptionVue(etat),
    incidents: incidents.map(incidentVu),
    peut: permises
      .filter((action) => action !== 'consulter')
      .flatMap((action) => (SIGNEES.has(action) ? ([action, 'signer'] as const) : [action]))
      .filter((action, rang, toutes) => toutes.indexOf(action) === rang),
    instant: null,
  };
}

/** Actions qui finissent par une signature. */
const SIGNEES: ReadonlySet<string> = new Set([
  'rediger',
  'decider',
  'mentionner',
  'juger',
  'tenir-l-audience',
]);

/** Les decisions de l'etat, telles que montrees. */
export const decisionsVues = (etat: Pick<Etat, 'decisions'>): VueDossier['decisions'] =>
  etat.decisions.map((decision) => ({ ...decision })) as VueDossier['decisions'];

/** Ou en est la reception au greffe, telle que montree aux deux ministeres. */
export const receptionVue = ({
  enregistrement,
  retour,
  attribution,
}: Pick<Etat, 'enregistrement' | 'retour' | 'attribution'>): Pick<
  VueDossier,
  'enregistrement' | 'retour' | 'attribution'
> =>
  ({ enregistrement, retour, ...(attribution === undefined ? {} : { attribution }) }) as Pick<
    VueDossier,
    'enregistrement' | 'retour' | 'attribution'
  >;

/** Un incident, tel que montre. */
export const incidentVu = (
  incident: Selectable<TablesDossier['incident']>,
): VueDossier['incidents'][number] =>
  ({
    id: incident.id,
    constateA: incident.constate_a.toISOString(),
    constatePar: incident.constate_par,
    code: incident.code,
    phrase: incident.phrase,
    piece: incident.piece,
  }) as VueDossier['incidents'][number];

/** Complete un fait saisi par la nomenclature ; un code inconnu reste visible et dit. */
export function qualifier(
  fait: Fait,
  { qualifier: chercher }: Pick<PortsDossier, 'qualifier'>,
): FaitQualifie {
  return {
    ...fait,
    ...(chercher(fait.natinf) ?? {
      qualification: `NATINF ${fait.natinf}, inconnue de la nomenclature en service`,
      definiePar: '',
      reprimeePar: '',
      nature: '',
    }),
  };
}

/** Un fichier depose, tel que montre. */
export function fichierDe(ligne: Selectable<TablesDossier['fichier']>, scelle: boolean): Fichier {
  return {
    id: ligne.id,
    nom: ligne.nom,
    typeMime: ligne.type_mime,
    famille: ligne.famille,
    taille: ligne.taille,
    empreinte: ligne.empreinte,
    deposeA: ligne.depose_a.toISOString(),
    deposePar: ligne.depose_par,
    acteId: ligne.acte_id,
    scelle,
    vignette: ligne.vignette !== null,
    avertissements: [...ligne.avertissements],
  } as Fichier;
}
