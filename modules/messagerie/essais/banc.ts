import { nouvelId } from '../empreinte.ts';
import { agent, bancDuDossier, UNITE } from '@ppn/dossier/essais/banc';
import type { Agent } from '@ppn/habilitation';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { MIGRATIONS_MESSAGERIE } from '../index.ts';
import type { DepecheDeMessagerie, MesureEnCours, PortsMessagerie } from '../ports.ts';
import { noterRemise } from '../noter-remise.ts';
import { recepteursDeMessagerie } from '../recevoir.ts';
import type { Tables } from '../tables.ts';

export { UNITE };
export const AGEN = { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' } as const;
export const OPJ = agent();
export const APJ = agent({ matricule: 'PN100002', prenom: 'Hugo', nom: 'Lefèvre', qualite: 'apj' });
const magistrat = (changements: Partial<Agent>): Agent => ({
  matricule: 'MJ200001',
  prenom: 'Claire',
  nom: 'Fontaine',
  qualite: 'substitut',
  service: 'justice',
  rattachement: AGEN,
  ...changements,
});
export const SUBSTITUT = magistrat({});
export const PROCUREUR = magistrat({
  matricule: 'MJ200002',
  prenom: 'Antoine',
  nom: 'Garnier',
  qualite: 'procureur',
});
export const GREFFIER = magistrat({
  matricule: 'MJ200003',
  prenom: 'Sophie',
  nom: 'Roux',
  qualite: 'greffier',
});
const AGENTS = [OPJ, APJ, SUBSTITUT, PROCUREUR, GREFFIER];

/** Un cote : sa base, ses ports, ses depeches parties et pas encore livrees. */
async function cote(service: 'interieur' | 'justice') {
  const banc = await bancDuDossier([MIGRATIONS_MESSAGERIE]);
  const file: DepecheDeMessagerie[] = [];
  const oublies: string[] = [];
  const versements: { readonly idj: string; readonly contenu: unknown }[] = [];
  const reglages: { maintenant: string; mesures: readonly MesureEnCours[]; idjDeLaMesure: string } = {
    maintenant: '2026-11-21T10:00:00Z',
    mesures: [],
    idjDeLaMesure: '',
  };
  const ports: PortsMessagerie = {
    db: vueTypee<Tables>(banc.ports.db),
    service,
    maintenant: () => new Date(reglages.maintenant),
    dossier: {
      ...banc.ports,
      service,
      agent: (matricule) =>
        AGENTS.find((connu) => connu.matricule === matricule && connu.service === service),
      agentsDe: (code) => AGENTS.filter((connu) => connu.rattachement.code === code),
    },
    juridictions: [AGEN],
    emettre: async (_tx, depeche) => void file.push(structuredClone(depeche)),
    oublier: async (_tx, objet) => void oublies.push(objet),
    reveiller: () => undefined,
    examiner: async () => banc.reglages.examen,
    attentes: async () => new Map(),
    mesuresEnCours: async () => reglages.mesures,
    accederALaMesure: async () => ({ idj: reglages.idjDeLaMesure, unite: UNITE }),
    commencerVersement: async (_agent, idj, contenu) => {
      versements.push({ idj, contenu });
      return '00000000-0000-7000-8000-000000000099';
    },
  };
  return { banc, ports, file, oublies, versements, reglages };
}
export type Cote = Awaited<ReturnType<typeof cote>>;

/** Les deux ministeres, deux bases ; `acheminer` livre les depeches comme l'echange : dans l'ordre, une transaction chacune, sort rendu. */
export async function bancDeMessagerie() {
  const [interieur, justice] = await Promise.all([cote('interieur'), cote('justice')]);
  const livrer = async (de: Cote, vers: Cote): Promise<readonly string[]> => {
    const refus: string[] = [];
    for (const depeche of de.file.splice(0)) {
      const recevoir = recepteursDeMessagerie(vers.ports)[depeche.genre];
      if (recevoir === undefined) throw new Error(`Genre inconnu : ${depeche.genre}`);
      const recuA = vers.reglages.maintenant;
      const rendu = await dansUneTransaction(vers.ports.db, (tx) =>
        recevoir(tx, { ...depeche, emetteur: de.ports.service, recuA }),
      );
      const motif = rendu === undefined ? null : rendu.refus;
      if (motif !== null) refus.push(motif);
      const sort = motif === null ? ('acceptee' as const) : ('refusee' as const);
      await dansUneTransaction(de.ports.db, (tx) =>
        noterRemise(tx, de.ports, { ...depeche, sort, motif, recuA }),
      );
    }
    return refus;
  };
  return {
    interieur,
    justice,
    acheminer: async (): Promise<readonly string[]> => [
      ...(await livrer(interieur, justice)),
      ...(await livrer(justice, interieur)),
    ],
    fermer: () => Promise.all([interieur.banc.fermer(), justice.banc.fermer()]),
  };
}

/** Un message simple, d'identifiant neuf. */
export const message = (texte: string, autre: object = {}) => ({
  id: nouvelId(new Date()),
  texte,
  compteRendu: null,
  repondA: null,
  jointes: [],
  ...autre,
});
