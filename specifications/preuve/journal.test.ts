import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lireClesPubliques, lireTrousseau, scellerUnLot } from '@ppn/journal';
import { attendre } from '@ppn/scenarios/jeu';
import { lireNote, verifierCosignature, verifierNote } from '@ppn/tlog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Chaine, jusquaVoir, monterChaine, procedureSignee, relancer, vueDe } from '../pannes/chaine.ts';
import { type HorodatageCoupable, horodatageCoupable } from '../pannes/horodatage-coupable.ts';
import { enSuperutilisateur, frapper, lire } from './administrateur.ts';

let chaine: Chaine;
let horodatage: HorodatageCoupable;

beforeAll(async () => {
  horodatage = await horodatageCoupable();
  chaine = await monterChaine({
    PPN_INTERIEUR_TSA_URL: horodatage.url,
    PPN_INTERIEUR_PREUVE_GRACE: '1',
    PPN_INTERIEUR_AUDIT_MS: '500',
    PPN_JUSTICE_AUDIT_MS: '500',
  });
  horodatage.vers = chaine.systeme.confiance.horodatage;
}, 180_000);
afterAll(async () => {
  await chaine.fermer();
  await horodatage.fermer();
}, 60_000);

const PATIENCE = { timeout: 180_000 };
type Etat = {
  readonly faits: number;
  readonly feuilles: number;
  readonly horodates: number;
  readonly cosignes: number;
};
const etatDuJournal = async (service: 'interieur' | 'justice' = 'interieur'): Promise<Etat> => {
  const [etat] = await lire<Etat>(
    chaine.systeme[service],
    `select (select count(*)::int from fait) as faits, (select count(*)::int from feuille) as feuilles,
      (select coalesce(max(taille), 0)::int from point_jeton) as horodates,
      (select coalesce(max(taille), 0)::int from point_cosignature) as cosignes`,
  );
  return etat ?? { faits: -1, feuilles: -1, horodates: -1, cosignes: -1 };
};
/** Attend que le journal ait tout scelle, horodate et fait cosigner. */
const aJour = (service: 'interieur' | 'justice' = 'interieur'): Promise<Etat> =>
  attendre(
    'journal à jour',
    async () => {
      const etat = await etatDuJournal(service);
      const { faits, feuilles, horodates, cosignes } = etat;
      return faits > 0 && faits === feuilles && faits === horodates && faits === cosignes ? etat : undefined;
    },
    60_000,
  );
/** Attend que le fait de ce rang ait sa feuille. */
const scelle = (idj: string, version: number): Promise<true> =>
  attendre(
    `feuille du fait ${version}`,
    async () => {
      const lues = await lire(
        chaine.systeme.interieur,
        `select 1 from feuille where flux = 'dossier/${idj}' and version = ${version}`,
      );
      return lues.length > 0 ? true : undefined;
    },
    60_000,
  );
const publiques = (service: string) =>
  lireClesPubliques(
    readFileSync(join(chaine.systeme.dossier, 'confiance', 'journaux', `${service}.json`), 'utf8'),
  );
const incidentDe = (idj: string, code: string) =>
  jusquaVoir(chaine.enqueteur, idj, ({ incidents }) =>
    incidents.some((incident) => incident.code === code),
  ).then(({ incidents }) => incidents.find((incident) => incident.code === code)?.phrase ?? '');

test(
  'chaque fait est scellé, horodaté et cosigné par l’autre ministère, dans les deux sens',
  PATIENCE,
  async () => {
    const idj = await procedureSignee(chaine.enqueteur);
    await chaine.enqueteur.client.appeler('POST /api/dossiers/:idj/transmission', {
      idj,
      corps: { juridiction: 'tj47001' },
    });
    await jusquaVoir(chaine.magistrat, idj, ({ pieces }) => pieces.length === 2);
    const [pli] = (await vueDe(chaine.enqueteur, idj)).plis;
    const imprime = await chaine.enqueteur.client.lire('GET /api/dossiers/:idj/plis/:id/bordereau.pdf', {
      idj,
      id: pli?.id ?? '',
    });
    expect(imprime.ok && imprime.valeur.headers.get('content-type')).toBe('application/pdf');
    await Promise.all([aJour('interieur'), aJour('justice')]);
    const [point] = await lire<{ note: string; ligne: string }>(
      chaine.systeme.interieur,
      'select note, ligne from point join point_cosignature using (taille) order by taille desc limit 1',
    );
    const cosignee = lireNote(`${point?.note ?? ''}${point?.ligne ?? ''}`);
    expect(verifierNote(point?.note ?? '', { nom: 'ppn/interieur', cles: publiques('interieur') }).ok).toBe(
      true,
    );
    expect(
      cosignee && verifierCosignature(cosignee, { nom: 'ppn/justice/temoin', cles: publiques('justice') }).ok,
    ).toBe(true);
    expect(
      await lire(chaine.systeme.justice, `select taille from tete_du_pair where idj = '${idj}'`),
    ).toHaveLength(1);
  },
);

test.each([
  [
    'modifie',
    `update fait set donnees = donnees || '{"pages": 99}' where flux = $1 and version = 2`,
    'fait-modifie',
  ],
  ['efface', `delete from fait where flux = $1 and version = 2`, 'fait-supprime'],
  [
    'remplace la feuille de',
    `update feuille set empreinte = sha256(empreinte) where flux = $1 and version = 2`,
    'feuille-alteree',
  ],
])(
  'un superutilisateur %s un fait : le dossier le dit, par son numéro de séquence',
  PATIENCE,
  async (_, ordre, code) => {
    const idj = await procedureSignee(chaine.enqueteur);
    await scelle(idj, 2);
    const [feuille] = await lire<{ indice: string; empreinte: string }>(
      chaine.systeme.interieur,
      `select indice::text, encode(empreinte, 'hex') as empreinte from feuille where flux = 'dossier/${idj}' and version = 2`,
    );
    await frapper(chaine.systeme.interieur, ordre.replace('$1', `'dossier/${idj}'`));
    const phrase = await incidentDe(idj, code);
    expect(phrase).toContain(`numéro de séquence ${feuille?.indice ?? '?'} (fait n° 2`);
    // Une feuille laissee fausse ferait refuser par le temoin les preuves qui passent par elle : la suite la veut juste.
    await frapper(
      chaine.systeme.interieur,
      `update feuille set empreinte = decode('${feuille?.empreinte ?? ''}', 'hex') where flux = 'dossier/${idj}' and version = 2`,
    );
  },
);

test('deux faits échangés par un superutilisateur : les deux sont nommés', PATIENCE, async () => {
  const idj = await procedureSignee(chaine.enqueteur);
  await scelle(idj, 3);
  await frapper(
    chaine.systeme.interieur,
    `update fait set version = 900 where flux = 'dossier/${idj}' and version = 2;
     update fait set version = 2 where flux = 'dossier/${idj}' and version = 3;
     update fait set version = 3 where flux = 'dossier/${idj}' and version = 900`,
  );
  const { incidents } = await jusquaVoir(
    chaine.enqueteur,
    idj,
    (vue) => vue.incidents.filter(({ code }) => code === 'fait-modifie').length === 2,
  );
  expect(incidents.map(({ phrase }) => phrase).join(' ')).toMatch(/fait n° 2 .*fait n° 3 /s);
});

test(
  'le journal entier refait et re-signé avec la vraie clé : le témoin le prend, et les deux ministères le disent',
  PATIENCE,
  async () => {
    const idj = await procedureSignee(chaine.enqueteur);
    await attendre(
      'cosignature',
      async () => {
        const { feuilles, cosignes } = await etatDuJournal();
        return cosignes === feuilles ? true : undefined;
      },
      60_000,
    );
    await chaine.systeme.interieur.tuer();
    const [avant] = await lire<{ indice: string }>(
      chaine.systeme.interieur,
      `select indice::text from feuille where flux = 'dossier/${idj}' and version = 1`,
    );
    await frapper(
      chaine.systeme.interieur,
      `update fait set auteur = 'un autre' where flux = 'dossier/${idj}' and version = 1;
       alter table point_cosignature disable trigger all; alter table point_jeton disable trigger all;
       delete from point_cosignature; delete from point_jeton; delete from point; delete from noeud; delete from feuille`,
    );
    const cles = lireTrousseau(
      readFileSync(join(chaine.systeme.dossier, 'secrets', 'journal-interieur.json'), 'utf8'),
    );
    const base = enSuperutilisateur(chaine.systeme.interieur);
    for (let lot = 0; lot < 1_000; lot += 1) {
      const scelle = await scellerUnLot({ db: base.db, cle: cles.journal, parLot: 1 });
      if (scelle !== 'occupe' && scelle.feuilles === 0) break;
    }
    await base.fermer();
    await relancer(chaine.systeme.interieur);
    type Incident = { readonly phrase: string; readonly flux: string };
    const incidents = (service: 'interieur' | 'justice', code: string) =>
      attendre(
        `incident ${code}`,
        async () => {
          const trouves = await lire<Incident>(
            chaine.systeme[service],
            `select donnees ->> 'phrase' as phrase, flux from fait where type = 'incident-constate' and donnees ->> 'code' = '${code}'`,
          );
          return trouves.length > 0 ? trouves : undefined;
        },
        60_000,
      );
    const [ici] = await incidents('interieur', 'journal-bifurque');
    const [labas] = await incidents('justice', 'journal-du-pair-bifurque');
    expect(ici?.phrase).toContain('le témoin garde l’original');
    expect(Number(/séquence (\d+)/.exec(ici?.phrase ?? '')?.[1])).toBeLessThanOrEqual(Number(avant?.indice));
    expect(labas?.phrase).toContain('numéro de séquence');
  },
);
