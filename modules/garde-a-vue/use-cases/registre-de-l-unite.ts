import { type Bloc, horodate } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { sql } from 'kysely';
import { droitSur } from '../acces-a-la-mesure.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import type { PortsGardeAVue } from '../ports.ts';
import { nomDuRegime } from '../regimes.ts';
import type { LigneDeMesure } from '../vues.ts';
import { blocsDuRegistre } from './imprimer-le-registre.ts';
import { voirLaMesure } from './voir-la-mesure.ts';

/** Deux jours civils compris, `AAAA-MM-JJ`. */
export type Periode = { readonly du: string; readonly au: string };

const LIGNES_MAX = 1_000;
/** Au-dela, un seul fichier ne se lit plus : on resserre la periode. */
const PAGES_MAX = 60;

/** Les mesures que l'unite a commencees dans la periode, dans l'ordre du registre. */
export async function registreDeLUnite(
  { db }: Pick<PortsGardeAVue, 'db'>,
  agent: Agent,
  { du, au }: Periode,
): Promise<{ readonly mesures: LigneDeMesure[]; readonly tronquee: boolean }> {
  const jour = sql<string>`left(coalesce(ligne ->> 'debut', ouverture ->> 'ouverteA'), 10)`;
  const lignes = await db
    .selectFrom('mesure')
    .select('ligne')
    .where('unite', '=', agent.rattachement.code)
    .where(jour, '>=', du)
    .where(jour, '<=', au)
    .orderBy(sql`coalesce(ligne ->> 'debut', ouverture ->> 'ouverteA')`)
    .orderBy('id')
    .limit(LIGNES_MAX + 1)
    .execute();
  const tronquee = lignes.splice(LIGNES_MAX).length > 0;
  return {
    mesures: lignes
      .map(({ ligne }) => ligne)
      .filter((ligne) => droitSur(agent, 'suivre-la-mesure', ligne).ok),
    tronquee,
  };
}

/** Le registre de la periode en PDF : la liste, puis la page de chaque mesure. Refuse une periode trop longue pour un fichier. */
export async function imprimerLeRegistreDeLUnite(
  ports: PortsGardeAVue,
  agent: Agent,
  periode: Periode,
): Promise<Uint8Array> {
  const { mesures } = await registreDeLUnite(ports, agent, periode);
  if (mesures.length > PAGES_MAX)
    throw refuser(
      422,
      'periode-trop-longue',
      `Cette période compte ${mesures.length} mesures : imprimez-la en plusieurs fois (${PAGES_MAX} au plus), ou prenez le tableau.`,
      { champs: [{ champ: 'au', phrase: 'Resserrez la période.' }] },
    );
  const pages: Bloc[] = [];
  for (const { id, numero } of mesures) {
    const vue = await voirLaMesure(ports, agent, id);
    pages.push({ type: 'titre', niveau: 1, texte: `Garde à vue ${numero}` }, ...blocsDuRegistre(vue));
  }
  return ports.composer({
    titre: 'Registre spécial des gardes à vue',
    enTete: ['Registre de l’unité', agent.rattachement.libelle],
    reference: `${agent.rattachement.code} · du ${jourDit(periode.du)} au ${jourDit(periode.au)}`,
    etabliA: horodate(ports.maintenant().toISOString()),
    blocs: [...sommaire(mesures, periode), ...pages],
    images: new Map(),
    jointes: [],
    signataires: [],
  });
}

const sommaire = (mesures: readonly LigneDeMesure[], { du, au }: Periode): readonly Bloc[] => [
  {
    type: 'mention',
    texte: `Mesures commencées du ${jourDit(du)} au ${jourDit(au)} : ${mesures.length} (article 64 II du code de procédure pénale).`,
  },
  ...(mesures.length === 0
    ? []
    : [
        {
          type: 'tableau' as const,
          entetes: ['Procédure', 'Personne', 'Début', 'Fin', 'Visa'],
          lignes: mesures.map((ligne) => [
            ligne.numero,
            nomDe(ligne),
            dit(ligne.debut),
            ligne.fin === null ? 'en cours' : dit(ligne.fin.a),
            visaDe(ligne),
          ]),
        },
      ]),
];

const nomDe = ({ personne }: LigneDeMesure): string =>
  `${personne.nom.toLocaleUpperCase('fr')} ${personne.prenoms}`.trim();
const dit = (a: string | null): string => (a === null ? '' : enFrancais(a));
const visaDe = ({ visa }: LigneDeMesure): string => (visa ? `${enFrancais(visa.a)}, ${visa.par}` : '');
const jourDit = (jour: string): string => jour.split('-').toReversed().join('/');

const SUITES: { readonly [suite: string]: string } = {
  levee: 'remise en liberté',
  copj: 'convocation par OPJ',
  deferement: 'défèrement',
};

/** Le registre de la periode, une ligne par mesure, pour un tableur (UTF-8, points-virgules). Pure. */
export const registreEnTableau = (mesures: readonly LigneDeMesure[]): string =>
  [
    [
      'Procédure',
      'Identifiant',
      'Personne',
      'Régime',
      'Infraction',
      'Officier',
      'Début',
      'Échéance',
      'Fin',
      'Suite',
      'Prolongations',
      'Incidents',
      'Irrégularités',
      'Visé le',
      'Visé par',
    ],
    ...mesures.map((ligne) => [
      ligne.numero,
      ligne.idj,
      nomDe(ligne),
      nomDuRegime(ligne.regime),
      ligne.faits.map(({ qualification }) => qualification).join(' ; '),
      ligne.opj,
      dit(ligne.debut),
      dit(ligne.echeance),
      dit(ligne.fin?.a ?? null),
      ligne.fin === null ? '' : (SUITES[ligne.fin.suite] ?? ligne.fin.suite),
      String(ligne.prolongations),
      String(ligne.incidents),
      String(ligne.irregularites),
      dit(ligne.visa?.a ?? null),
      ligne.visa?.par ?? '',
    ]),
  ]
    .map((cases) => `${cases.map(enCase).join(';')}\r\n`)
    .join('')
    .replace(/^/, '\uFEFF');

/** Un tableur prend pour une formule ce qui commence par l'un de ces signes : une apostrophe l'en empeche. */
const enCase = (texte: string): string =>
  `"${(/^[=+\-@\t\r]/.test(texte) ? `'${texte}` : texte).replaceAll('"', '""')}"`;
