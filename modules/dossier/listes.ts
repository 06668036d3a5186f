import { type Agent, qualitePermet } from '@ppn/habilitation';
import { sql } from 'kysely';
import type { Etat } from './acces.ts';
import type { FaitQualifie, Personne, ResumeDossier } from './contract.ts';
import { motsCherches } from './domain/recherche.ts';
import type { PortsDossier } from './ports.ts';
import { qualifier } from './vue.ts';

/** Dossiers rendus d'un coup : toute la liste, ou le resultat d'une recherche. */
const LISTE_MAX = 300;
const TROUVES_MAX = 100;

/**
 * Dossiers que l'agent peut voir (son unite ou sa juridiction), les plus pressants d'abord ; `question` : chaque mot
 * figure dans les identifiants, l'intitule, les noms ou les infractions. `tronquee` : il y en a d'autres, plus anciens.
 */
export async function listerDossiers(
  ports: PortsDossier,
  agent: Agent,
  question: string,
): Promise<{ readonly dossiers: ResumeDossier[]; readonly tronquee: boolean }> {
  // Une liste donne deja des noms : qui ne consulte pas un dossier n'en a pas (JLD, juge d'instruction, interprete).
  if (!qualitePermet(agent, 'consulter')) return { dossiers: [], tronquee: false };
  const colonne = agent.service === 'interieur' ? 'dossier.unite' : 'dossier.juridiction';
  const mots = motsCherches(question);
  const max = mots.length === 0 ? LISTE_MAX : TROUVES_MAX;
  const lignes = await ports.db
    .selectFrom('dossier')
    .leftJoin('saisie', 'saisie.idj', 'dossier.idj')
    .select(['dossier.idj', 'dossier.contenu', 'dossier.maj_a', 'saisie.personnes', 'saisie.faits'])
    .select(
      sql<number>`(select count(*)::int from incident where incident.idj = dossier.idj)`.as('incidents'),
    )
    .select(
      sql<boolean>`exists (select 1 from consultation c where c.idj = dossier.idj and c.resultat = 'accorde')`.as(
        'lu',
      ),
    )
    .where(colonne, '=', agent.rattachement.code)
    // Le juge du siege ne voit que ce dont le tribunal est saisi (388 CPP).
    .$if(agent.qualite === 'president', (requete) =>
      requete.where(sql<boolean>`dossier.contenu @? '$.decisions[*].audiences[*]'`),
    )
    .where((eb) => eb.and(mots.map((mot) => eb('dossier.recherche', 'like', contenant(mot)))))
    .orderBy('dossier.maj_a', 'desc')
    .limit(max + 1)
    .execute();
  const tronquee = lignes.splice(max).length > 0;
  const comptes = await ports.aSigner(lignes.map(({ idj }) => idj));
  const resumes = lignes.map((ligne) =>
    resumer(
      {
        etat: ligne.contenu as Etat,
        majA: ligne.maj_a,
        personnes: ligne.personnes,
        faits: ligne.faits,
        incidents: ligne.incidents,
        lu: ligne.lu,
        aSigner: comptes.get(ligne.idj) ?? 0,
      },
      ports,
    ),
  );
  return {
    dossiers: resumes.sort((a, b) => urgence(a) - urgence(b) || b.majA.localeCompare(a.majA)),
    tronquee,
  };
}

/** Motif SQL : le mot, n'importe ou, ses caracteres speciaux neutralises. */
const contenant = (mot: string): string => `%${mot.replace(/[\\%_]/g, '\\$&')}%`;

type AResumer = {
  readonly etat: Etat;
  readonly majA: Date;
  readonly personnes: readonly Personne[] | null;
  readonly faits: Parameters<typeof qualifier>[0][] | readonly Parameters<typeof qualifier>[0][] | null;
  readonly incidents: number;
  readonly lu: boolean;
  readonly aSigner: number;
};

function resumer(ligne: AResumer, ports: PortsDossier): ResumeDossier {
  const { etat, incidents, aSigner } = ligne;
  const personnes = ligne.personnes ?? etat.personnes;
  const faits: readonly FaitQualifie[] = ligne.faits
    ? ligne.faits.map((fait) => qualifier(fait, ports))
    : etat.faits;
  const noms = (role: Personne['roles'][number]): string[] =>
    personnes.filter(({ roles }) => roles.includes(role)).map(nomCourt);
  return {
    idj: etat.idj as ResumeDossier['idj'],
    numero: etat.alias[0]?.numero ?? etat.idj,
    intitule: etat.intitule,
    cadre: etat.cadre as ResumeDossier['cadre'],
    etat: etat.etat,
    prochaineEtape: prochaineEtape(ports.service, etat, { aSigner, incidents }),
    ouverteA: etat.ouverteA,
    majA: ligne.majA.toISOString(),
    victimes: noms('victime'),
    misEnCause: noms('mis-en-cause'),
    infractions: faits.map(({ qualification, natinf }) => `${qualification} (${natinf})`),
    unite: etat.unite.libelle,
    pieces: etat.pieces,
    aSigner,
    nouveau: ports.service === 'justice' && !ligne.lu,
    incidents,
    recueA: etat.recueA,
    numeroParquet: etat.enregistrement?.numero ?? null,
    ...(etat.attribution === undefined ? {} : { magistrat: etat.attribution.vers }),
  };
}

/** Ce qui attend l'agent sur ce dossier, en une phrase courte. */
function prochaineEtape(
  service: 'interieur' | 'justice',
  etat: Etat,
  { aSigner, incidents }: { readonly aSigner: number; readonly incidents: number },
): string {
  if (incidents > 0) return 'Incident à traiter';
  if (aSigner > 0) return aSigner === 1 ? '1 acte à finir et signer' : `${aSigner} actes à finir et signer`;
  switch (etat.etat) {
    case 'decidee':
      return etat.decisions.at(-1)?.resume ?? 'Décidée';
    case 'refusee':
      return 'Pli refusé : à reprendre';
    case 'retournee':
      return service === 'justice'
        ? 'Retournée à l’unité'
        : `Retournée par le ${etat.retour?.acteId === undefined ? 'greffe' : 'parquet'} : ${aReprendre(etat.retour?.remarques.length ?? 0)}`;
    case 'en-transmission':
      return 'En cours de transmission';
    case 'transmise':
      return service === 'justice' ? 'À décider' : 'Chez le procureur';
    case 'en-cours':
      return etat.pieces === 0 ? 'Premier acte à rédiger' : 'À poursuivre ou à transmettre';
  }
}

const aReprendre = (points: number): string =>
  points > 1 ? `${points} points à reprendre` : '1 point à reprendre';

const urgence = (resume: ResumeDossier): number =>
  resume.incidents > 0
    ? 0
    : resume.etat === 'refusee' || (resume.etat === 'retournee' && resume.recueA === null)
      ? 1
      : resume.aSigner > 0
        ? 2
        : resume.nouveau
          ? 3
          : resume.etat === 'decidee'
            ? 6
            : 4;

const nomCourt = ({ nom, prenoms, genre }: Personne): string =>
  genre === 'morale' ? nom : `${nom.toLocaleUpperCase('fr')} ${prenoms}`.trim();
