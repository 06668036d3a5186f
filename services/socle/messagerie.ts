import { type gestionnairesActes, redaction } from '@ppn/acte';
import { depechesDe, emettreDepeche, oublierDepeches, type TablesEchange } from '@ppn/exchange';
import { horodateEnFrancais, isHorodate } from '@ppn/core';
import { accederALaMesure, type PortsGardeAVue } from '@ppn/garde-a-vue';
import type { Agent } from '@ppn/habilitation';
import { examiner } from '@ppn/intake';
import { deFlux, type MesureEnCours, type PortsMessagerie, type TablesDeLaMessagerie } from '@ppn/messagerie';
import { JURIDICTIONS } from '@ppn/nomenclature';
import { type Base, vueTypee } from '@ppn/postgres';
import type { FastifyRequest } from 'fastify';
import { antivirusDe, sortDExamen } from './examen.ts';
import type { PortsDossier } from '@ppn/dossier';

type Actes = ReturnType<typeof gestionnairesActes>;

/** Ce que la messagerie emprunte au reste du service. */
type Besoins = {
  readonly base: Pick<Base<unknown>, 'db'>;
  readonly dossier: PortsDossier;
  readonly antivirus: string;
  readonly reveiller: () => void;
  readonly actes: () => Actes;
  readonly gardeAVue: () => PortsGardeAVue;
};

/** Ports de la messagerie : depeches de l'echange, examen en memoire, brouillon d'acte. */
export function portsDeMessagerie({
  base,
  dossier,
  antivirus,
  reveiller,
  actes,
  gardeAVue,
}: Besoins): PortsMessagerie {
  const db = vueTypee<TablesDeLaMessagerie>(base.db);
  const echange = vueTypee<TablesEchange>(base.db);
  return {
    db,
    service: dossier.service,
    maintenant: dossier.maintenant,
    dossier,
    juridictions: JURIDICTIONS.map(({ code, libelle }) => ({ code, libelle })),
    emettre: (tx, depeche) => emettreDepeche(vueTypee(tx), depeche),
    oublier: async (tx, objet) => {
      const emises = await depechesDe({ db: vueTypee<TablesEchange>(tx) }, objet);
      await oublierDepeches(
        vueTypee(tx),
        emises.map(({ id }) => id),
      );
    },
    reveiller,
    examiner: async (octets, nom) =>
      sortDExamen(
        await examiner({
          source: { taille: octets.length, lire: async (debut, fin) => octets.subarray(debut, fin) },
          nomDeclare: nom,
          antivirus: antivirusDe(antivirus),
          bornes: { tailleMax: octets.length },
        }),
      ),
    attentes: async (objet) =>
      new Map(
        (await depechesDe({ db: echange }, objet))
          .filter(({ etat, derniereErreur }) => etat === 'en-attente' && derniereErreur !== null)
          .map(({ id, derniereErreur }) => [id, derniereErreur ?? '']),
      ),
    mesuresEnCours: (idj) => mesuresEnCours(gardeAVue(), idj),
    accederALaMesure: async (agent, id, adresse) => {
      const acces = {
        agent,
        id,
        action: 'suivre-la-mesure',
        adresse,
        libelle: 'ouvrir un fil de messages',
      } as const;
      const { ligne } = await accederALaMesure(gardeAVue(), acces);
      return { idj: ligne.idj, unite: ligne.unite };
    },
    commencerVersement: (agent, idj, contenu, adresse) =>
      commencer(actes(), agent, { idj, contenu, adresse }),
  };
}

/** Les gardes a vue qui courent, chacune en une phrase. */
async function mesuresEnCours({ db }: PortsGardeAVue, idj: string): Promise<readonly MesureEnCours[]> {
  const lignes = await db
    .selectFrom('mesure')
    .select(['id', 'juridiction', 'ligne'])
    .where('idj', '=', idj)
    .where('etat', '<>', 'terminee')
    .orderBy('id')
    .execute();
  return lignes.map(({ id, juridiction, ligne: { personne, debut, echeance } }) => ({
    id,
    juridiction,
    texte: [
      `${personne.prenoms} ${personne.nom.toLocaleUpperCase('fr')}`.trim(),
      ...(isHorodate(debut)
        ? [`en garde à vue depuis le ${horodateEnFrancais(debut)}`]
        : ['garde à vue ouverte']),
      ...(isHorodate(echeance) ? [`échéance le ${horodateEnFrancais(echeance)}`] : []),
    ].join(', '),
  }));
}

/** Commence l'acte et y met le fil, par les memes portes que l'ecran : acces, trace, version. */
async function commencer(
  actes: Actes,
  agent: Agent,
  {
    idj,
    contenu,
    adresse,
  }: {
    readonly idj: string;
    readonly contenu: { readonly [champ: string]: unknown };
    readonly adresse: string;
  },
): Promise<string> {
  const brute = { ip: adresse } as FastifyRequest;
  const reponse = undefined as never;
  const commun = { agent, brute, reponse, requete: undefined };
  const commence = await actes['POST /api/dossiers/:idj/actes']({
    ...commun,
    params: { idj },
    corps: { type: 'versement-de-messages' },
  });
  const neuf = redaction.pick({ acteId: true, version: true, contenu: true }).parse(commence);
  await actes['PUT /api/dossiers/:idj/actes/:acteId']({
    ...commun,
    params: { idj, acteId: neuf.acteId },
    corps: { versionAttendue: neuf.version, contenu: { ...neuf.contenu, ...contenu } },
  });
  return neuf.acteId;
}

/** Les memes gestionnaires d'actes, sauf qu'aucune ecriture venue d'un poste ne change le fil d'un versement : le service seul l'y met. */
export const protegerLesVersements = (actes: Actes, { db }: Pick<Base<unknown>, 'db'>): Actes => ({
  ...actes,
  'POST /api/dossiers/:idj/actes': (demande) =>
    actes['POST /api/dossiers/:idj/actes'](
      demande.corps.type === 'versement-de-messages'
        ? { ...demande, corps: { type: demande.corps.type } }
        : demande,
    ),
  'PUT /api/dossiers/:idj/actes/:acteId': async (demande) => {
    const brouillon = await vueTypee<{ brouillon: { acte_id: string; type: string; contenu: unknown } }>(db)
      .selectFrom('brouillon')
      .select(['type', 'contenu'])
      .where('acte_id', '=', demande.params.acteId)
      .executeTakeFirst();
    if (brouillon?.type !== 'versement-de-messages')
      return actes['PUT /api/dossiers/:idj/actes/:acteId'](demande);
    const { contenu } = brouillon;
    const fil = typeof contenu === 'object' && contenu !== null && 'fil' in contenu ? contenu.fil : null;
    return actes['PUT /api/dossiers/:idj/actes/:acteId']({
      ...demande,
      corps: { ...demande.corps, contenu: { ...demande.corps.contenu, fil } },
    });
  },
});

/** Qui prevenir des changements d'un fil ou d'une permanence : ses participants ; `undefined` : ce flux n'est pas de la messagerie. */
export async function aPrevenir(
  db: Base<unknown>['db'],
  flux: string,
): Promise<{ readonly idj?: string; readonly pour: (agent: Agent) => boolean } | undefined> {
  const lu = deFlux(flux);
  if (lu === undefined) return undefined;
  if (lu.genre === 'permanence') return { pour: () => true };
  const vue = vueTypee<TablesDeLaMessagerie>(db);
  const participants = await vue
    .selectFrom('fil_participant')
    .selectAll()
    .where('fil', '=', lu.cle)
    .execute();
  const fil = await vue.selectFrom('fil').select('idj').where('id', '=', lu.cle).executeTakeFirst();
  return {
    ...(fil === undefined ? {} : { idj: fil.idj }),
    pour: ({ matricule, rattachement }) =>
      participants.some(
        (participant) =>
          participant.code === rattachement.code &&
          (participant.matricule === '' || participant.matricule === matricule),
      ),
  };
}
