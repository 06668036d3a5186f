import type { Etat } from '@ppn/dossier';
import { type Agent, qualitePermet } from '@ppn/habilitation';
import type * as z from 'zod';
import type { aParapher, enAttenteDUnAutre } from '../contract.ts';
import { donneesDesDossiers } from '../donnees-du-dossier.ts';
import type { PortsActe } from '../ports.ts';
import { redactionAvec, SANS_LE_PDF } from './rediger.ts';

type AParapher = z.infer<typeof aParapher>;
type EnAttenteDUnAutre = z.infer<typeof enAttenteDUnAutre>;

/** Actes rendus au plus, de chaque liste. */
const AU_PLUS = 500;

/** Actes qui attendent la signature de l'agent, les plus anciens d'abord, et l'echec du dernier essai de chacun. */
export async function aSignerPar(ports: PortsActe, agent: Agent): Promise<AParapher[]> {
  const lignes = await ports.db
    .selectFrom('brouillon')
    .innerJoin('dossier', 'dossier.idj', 'brouillon.idj')
    .select(SANS_LE_PDF.map((colonne) => `brouillon.${colonne}` as const))
    .select('dossier.contenu as dossier')
    .where((eb) =>
      eb.or([
        eb('brouillon.redacteur', '=', agent.matricule).and('brouillon.etat', '!=', 'a-cosigner'),
        eb('brouillon.cosignataire', '=', agent.matricule).and('brouillon.etat', '=', 'a-cosigner'),
      ]),
    )
    .orderBy('brouillon.cree_a')
    .limit(AU_PLUS)
    .execute();
  const donnees = await donneesDesDossiers(
    ports.dossier,
    lignes.map(({ dossier }) => dossier as Etat),
  );
  return lignes.flatMap(({ dossier, ...ligne }, rang) => {
    const etat = dossier as Etat;
    const lues = donnees[rang];
    if (!lues) return [];
    const {
      contenu: _contenu,
      cosignataire: _cosignataire,
      points: _points,
      ...acte
    } = redactionAvec(ports, ligne, { etat, donnees: lues });
    return [
      {
        ...acte,
        numero: numeroDe(etat),
        // L'interprete ne connait du dossier que son numero, qui est sur l'acte.
        intitule: agent.qualite === 'interprete' ? 'Acte à cosigner' : etat.intitule,
        depuis: depuisDe(ligne),
        echec: ligne.etat === 'signature-recue' ? null : ligne.erreur,
        renvoi: ligne.renvoi,
      },
    ];
  });
}

/**
 * Actes deja signes qui attendent un autre : les siens, et ceux des dossiers que sa qualite lui laisse lire dans son unite
 * ou sa juridiction (le droit est dans la requete). Les plus anciens d'abord.
 */
export async function enAttenteDesAutres(ports: PortsActe, agent: Agent): Promise<EnAttenteDUnAutre[]> {
  const saisi = agent.service === 'justice' ? 'dossier.juridiction' : 'dossier.unite';
  const lignes = await ports.db
    .selectFrom('brouillon')
    .innerJoin('dossier', 'dossier.idj', 'brouillon.idj')
    .select([
      'brouillon.acte_id',
      'brouillon.idj',
      'brouillon.type',
      'brouillon.redacteur',
      'brouillon.agent',
      'brouillon.cosignataire',
      'brouillon.signataires',
      'brouillon.maj_a',
      'brouillon.renvoi',
      'dossier.contenu as dossier',
    ])
    .where('brouillon.etat', '=', 'a-cosigner')
    .where('brouillon.cosignataire', '!=', agent.matricule)
    .where((eb) =>
      eb.or([
        eb('brouillon.redacteur', '=', agent.matricule),
        ...(qualitePermet(agent, 'consulter') ? [eb(saisi, '=', agent.rattachement.code)] : []),
      ]),
    )
    .orderBy('brouillon.maj_a')
    .limit(AU_PLUS)
    .execute();
  return lignes.map(({ dossier, ...ligne }) => {
    const attendu = ports.dossier.agent(ligne.cosignataire ?? '');
    return {
      acteId: ligne.acte_id as EnAttenteDUnAutre['acteId'],
      idj: ligne.idj as EnAttenteDUnAutre['idj'],
      numero: numeroDe(dossier as Etat),
      intitule: (dossier as Etat).intitule,
      titre: ports.dossier.titreDe(ligne.type),
      redacteur: `${ligne.agent.prenom} ${ligne.agent.nom}`,
      mien: ligne.redacteur === agent.matricule,
      attend: attendu ? `${attendu.prenom} ${attendu.nom}` : (ligne.cosignataire ?? ''),
      qualite: attendu?.qualite ?? null,
      depuis: depuisDe(ligne),
      renvoi: ligne.renvoi,
    };
  });
}

/** Le dernier essai de signer a echoue : la raison reste sur l'acte, pour son seul signataire, jusqu'au suivant. */
export async function garderLEchec(
  { db }: PortsActe,
  agent: Agent,
  { acteId, phrase }: { readonly acteId: string; readonly phrase: string },
): Promise<void> {
  await db
    .updateTable('brouillon')
    .set({ erreur: phrase })
    .where('acte_id', '=', acteId)
    .where('etat', '!=', 'signature-recue')
    .where((eb) =>
      eb.or([
        eb('redacteur', '=', agent.matricule).and('etat', '!=', 'a-cosigner'),
        eb('cosignataire', '=', agent.matricule).and('etat', '=', 'a-cosigner'),
      ]),
    )
    .execute();
}

const numeroDe = ({ alias, idj }: Etat): string => alias[0]?.numero ?? idj;

/** Depuis quand l'acte attend : sa derniere signature, sinon sa derniere ecriture. */
const depuisDe = ({
  signataires,
  maj_a,
}: {
  readonly signataires: readonly { readonly horodateA: string }[];
  readonly maj_a: Date;
}): string => signataires.at(-1)?.horodateA ?? maj_a.toISOString();
