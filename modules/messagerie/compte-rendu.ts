import { acceder, type PortsDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { sql } from 'kysely';
import { type CompteRenduPrepare, compteRenduPrepare } from './contract.ts';
import { permanenceDe, type PortsMessagerie } from './ports.ts';
import { presenceDe } from './presence.ts';

const ROLES = { victime: 'victime', 'mis-en-cause': 'mis en cause', temoin: 'témoin' } as const;

/** Le compte rendu au parquet, prerempli de ce qui est deja saisi : rien a retaper, une question a poser. */
export async function preparerCompteRendu(
  ports: PortsMessagerie,
  agent: Agent,
  { idj, adresse }: { readonly idj: string; readonly adresse: string },
): Promise<CompteRenduPrepare> {
  const etat = await acceder(ports.dossier, {
    agent,
    idj,
    action: 'consulter',
    adresse,
    libelle: 'préparer un compte rendu',
  });
  const { personnes, faits } = await saisieDe(ports.dossier, idj);
  const mesures = await ports.mesuresEnCours(idj);
  const [premiere] = mesures;
  return compteRenduPrepare.parse({
    compteRendu: {
      nature: etat.intitule,
      personnes: personnes.map(({ nom, prenoms, roles }) => ({
        nom: `${prenoms} ${nom.toLocaleUpperCase('fr')}`.trim(),
        qualite: roles.map((role) => ROLES[role]).join(', '),
      })),
      faits: faits.map(
        ({ natinf, debut, lieu }) =>
          `${ports.dossier.qualifier(natinf)?.qualification ?? `NATINF ${natinf}`}, le ${jourFrancais(debut)} à ${lieu.commune}`,
      ),
      gardeAVue: mesures
        .map(({ texte }) => texte)
        .join('\n')
        .slice(0, 1_000),
      synthese: '',
      question: '',
    },
    destinataires: await destinataires(ports, premiere?.juridiction ?? etat.juridiction?.code ?? null),
    mesure: premiere?.id ?? null,
    delaiHabituelMin: await delaiHabituel(ports),
  });
}

async function saisieDe({ db }: PortsDossier, idj: string) {
  const ligne = await db.selectFrom('saisie').selectAll().where('idj', '=', idj).executeTakeFirst();
  return { personnes: ligne?.personnes ?? [], faits: ligne?.faits ?? [] };
}

/** Les permanences, celle qui est saisie d'abord ; chacune dit qui la tient et qui est la. */
async function destinataires(
  ports: PortsMessagerie,
  saisie: string | null,
): Promise<CompteRenduPrepare['destinataires']> {
  const presences = await presenceDe(
    ports,
    ports.juridictions.map(({ code }) => code),
  );
  return ports.juridictions
    .map(({ code, libelle }) => {
      const presence = presences.find((vue) => vue.code === code);
      return {
        service: 'justice' as const,
        code,
        libelle: permanenceDe(libelle),
        fonction: 'permanence' as const,
        matricule: null,
        enLigne: presence?.enLigne.length ?? 0,
        tenuePar: presence?.permanence?.tenuePar?.nom ?? null,
      };
    })
    .toSorted((a, b) => Number(b.code === saisie) - Number(a.code === saisie));
}

/** Mediane des vingt dernieres reponses a un compte rendu, en minutes ; nul en dessous de trois. */
async function delaiHabituel({ db }: PortsMessagerie): Promise<number | null> {
  const { rows } = await sql<{ n: number; mediane: number | null }>`
    with delais as (
      select extract(epoch from r.emis_a - m.emis_a) / 60 as minutes
      from message r join message m on m.id = r.repond_a
      where r.genre = 'instruction' and m.genre = 'compte-rendu' order by r.emis_a desc limit 20)
    select count(*)::int as n, percentile_cont(0.5) within group (order by minutes) as mediane from delais`.execute(
    db,
  );
  const [calcul] = rows;
  return calcul === undefined || calcul.n < 3 || calcul.mediane === null
    ? null
    : Math.max(1, Math.round(calcul.mediane));
}

/** `2026-11-20T…` -> `20/11/2026`. */
const jourFrancais = (horodate: string): string =>
  `${horodate.slice(8, 10)}/${horodate.slice(5, 7)}/${horodate.slice(0, 4)}`;
