import { RefusHttp } from '@ppn/http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accederAuFil } from './acces-au-fil.ts';
import { lireFlux } from '@ppn/journal';
import {
  AGEN,
  APJ,
  bancDeMessagerie,
  type Cote,
  GREFFIER,
  message,
  OPJ,
  PROCUREUR,
  SUBSTITUT,
  UNITE,
} from './essais/banc.ts';
import type { Agent } from '@ppn/habilitation';
import { preparerCompteRendu } from './compte-rendu.ts';
import { contenuVersement } from './contenu-de-versement.ts';
import { filAOuvrir, messageADeposer } from './contract.ts';
import { nouvelId } from './empreinte.ts';
import { fluxFil } from './faits.ts';
import { listerFils } from './listes.ts';
import { magistratsConnus } from './magistrats.ts';
import { maPermanence, passerLaPermanence, permanenceDuCode } from './permanence.ts';
import { donnerSigne, presenceDe, releverLesPresences } from './presence.ts';
import { reconstruireMessagerie } from './reconstruire.ts';
import { deposerFichierJoint } from './use-cases/deposer-fichier-joint.ts';
import { deposerMessage } from './use-cases/deposer-message.ts';
import { ouvrirFil } from './use-cases/ouvrir-fil.ts';
import { purger } from './use-cases/purger.ts';
import { accepterInstruction, marquerLu } from './use-cases/suivre-un-fil.ts';
import { preparerVersement } from './use-cases/verser.ts';
import { vueDuFil } from './vue-du-fil.ts';

let banc: Awaited<ReturnType<typeof bancDeMessagerie>>;
let idj: string;
beforeAll(async () => {
  banc = await bancDeMessagerie();
  idj = await banc.interieur.banc.ouvrir();
}, 60_000);
afterAll(() => banc.fermer());

const ADRESSE = '127.0.0.1';
const PARQUET = { service: 'justice', ...AGEN, fonction: 'permanence' } as const;
const COMPTE_RENDU = {
  nature: 'Vol à l’étalage',
  personnes: [{ nom: 'Élise PERRIN', qualite: 'victime' }],
  faits: ['VOL, le 20/11/2026 à Agen'],
  gardeAVue: '',
  synthese: 'Interpellé en sortant.',
  question: 'Garde à vue ou audition libre ?',
};

const ligne = (cote: Cote, agent: Agent, fil: string) =>
  accederAuFil(cote.ports, { agent, fil, libelle: 'essai', adresse: ADRESSE });
const vue = async (cote: Cote, agent: Agent, fil: string) =>
  vueDuFil(cote.ports, agent, await ligne(cote, agent, fil));
const ecrire = async (cote: Cote, agent: Agent, fil: string, envoi: ReturnType<typeof message>) =>
  deposerMessage(cote.ports, agent, await ligne(cote, agent, fil), messageADeposer.parse(envoi));
const codeDe = async (promesse: Promise<unknown>): Promise<string> => {
  try {
    await promesse;
    return 'aucun refus';
  } catch (cause) {
    if (cause instanceof RefusHttp) return cause.corps.code;
    throw cause;
  }
};

/** Ouvre un fil vers la permanence d'Agen ; rend son identifiant et sa demande. */
async function ouvrir(premier = message('Bonjour, un mis en cause interpellé.'), type = 'parquet-enquete') {
  const fil = nouvelId(new Date());
  const demande = filAOuvrir.parse({
    id: fil,
    type,
    lien: { genre: 'dossier', idj },
    destinataire: type === 'parquet-enquete' ? PARQUET : null,
    message: premier,
  });
  await ouvrirFil(banc.interieur.ports, OPJ, demande, ADRESSE);
  return { fil, demande, premier };
}

test('un message part à la permanence, arrive une fois, est remis puis lu, et chacun le sait', async () => {
  const { fil, premier } = await ouvrir();
  expect((await vue(banc.interieur, OPJ, fil)).fil[0]).toMatchObject({ remise: 'en-route', lus: [] });
  expect(await banc.acheminer()).toEqual([]);
  expect((await vue(banc.interieur, OPJ, fil)).fil[0]?.remise).toBe('remis');
  const recu = await vue(banc.justice, SUBSTITUT, fil);
  expect(recu.fil.map(({ contenu }) => contenu?.texte)).toEqual(['Bonjour, un mis en cause interpellé.']);
  expect((await listerFils(banc.justice.ports, SUBSTITUT, { q: '' })).nonLus).toBe(1);
  await marquerLu(banc.justice.ports, SUBSTITUT, await ligne(banc.justice, SUBSTITUT, fil), premier.id);
  await marquerLu(banc.justice.ports, SUBSTITUT, await ligne(banc.justice, SUBSTITUT, fil), premier.id);
  await banc.acheminer();
  const lu = (await vue(banc.interieur, OPJ, fil)).fil[0]?.lus;
  expect(lu?.map(({ par, a }) => [par.nom, a])).toEqual([['Claire Fontaine', '2026-11-21T10:00:00.000Z']]);
  expect((await listerFils(banc.justice.ports, SUBSTITUT, { q: '' })).nonLus).toBe(0);
  const faits = (await lireFlux(banc.interieur.ports.db, fluxFil(fil))).map(({ type }) => type);
  expect(faits).toEqual(['fil-ouvert', 'message-depose', 'message-remis', 'messages-lus']);
});

test('double clic et rejeu : le même identifiant ne double ni le fil ni le message ; un autre contenu est refusé', async () => {
  const { fil, demande, premier } = await ouvrir();
  await ouvrirFil(banc.interieur.ports, OPJ, demande, ADRESSE);
  const suite = message('Deux fois ?');
  await Promise.all([ecrire(banc.interieur, OPJ, fil, suite), ecrire(banc.interieur, OPJ, fil, suite)]);
  expect(await codeDe(ecrire(banc.interieur, OPJ, fil, { ...suite, texte: 'Autre.' }))).toBe(
    'message-deja-depose',
  );
  expect(await codeDe(ecrire(banc.interieur, APJ, fil, premier))).toBe('message-deja-depose');
  await banc.acheminer();
  expect((await vue(banc.justice, SUBSTITUT, fil)).fil).toHaveLength(2);
});

test('un compte rendu se préremplit, sa réponse est une instruction que l’enquêteur accepte', async () => {
  const prepare = await preparerCompteRendu(banc.interieur.ports, OPJ, { idj, adresse: ADRESSE });
  expect(prepare.compteRendu).toMatchObject({
    nature: 'Vol à l’étalage',
    personnes: [{ nom: 'Élise PERRIN', qualite: 'victime' }],
    question: '',
  });
  expect(prepare.destinataires[0]?.libelle).toBe('Permanence du parquet, Tribunal judiciaire d’Agen');
  const { fil, premier } = await ouvrir(message('', { compteRendu: COMPTE_RENDU }));
  await banc.acheminer();
  const attendent = (await listerFils(banc.justice.ports, SUBSTITUT, { q: '' })).fils;
  expect(attendent.filter(({ attend }) => attend === 'reponse').map(({ id }) => id)).toEqual([fil]);
  const reponse = message('Audition libre.', { repondA: premier.id });
  await ecrire(banc.justice, SUBSTITUT, fil, reponse);
  await banc.acheminer();
  const recue = await vue(banc.interieur, OPJ, fil);
  expect([recue.attend, recue.fil[1]?.genre, recue.fil[1]?.acceptee]).toEqual([
    'acceptation',
    'instruction',
    null,
  ]);
  const accepter = async (id: string) =>
    accepterInstruction(banc.interieur.ports, OPJ, await ligne(banc.interieur, OPJ, fil), id);
  expect(await codeDe(accepter(premier.id))).toBe('pas-une-instruction');
  await accepter(reponse.id);
  await accepter(reponse.id);
  await banc.acheminer();
  for (const [cote, agent] of [
    [banc.interieur, OPJ],
    [banc.justice, SUBSTITUT],
  ] as const)
    expect((await vue(cote, agent, fil)).fil[1]?.acceptee?.par.nom).toBe('Camille Moreau');
  expect((await vue(banc.interieur, OPJ, fil)).attend).toBeNull();
});

test('une garde à vue en cours préremplit le compte rendu et lie le fil à la mesure, même inconnue du parquet', async () => {
  const mesure = nouvelId(new Date());
  const texte = 'Lucas DUPUIS, en garde à vue depuis le 21 novembre 2026 à 09 h 00.';
  banc.interieur.reglages.mesures = [{ id: mesure, juridiction: AGEN.code, texte }];
  const prepare = await preparerCompteRendu(banc.interieur.ports, OPJ, { idj, adresse: ADRESSE });
  expect([prepare.mesure, prepare.compteRendu.gardeAVue]).toEqual([mesure, texte]);
  banc.interieur.reglages.mesures = [];
  const demande = (autre: string) =>
    filAOuvrir.parse({
      id: nouvelId(new Date()),
      type: 'parquet-enquete',
      lien: { genre: 'mesure', idj: autre, mesure },
      destinataire: { service: 'interieur', code: UNITE.code, libelle: UNITE.libelle, fonction: 'unite' },
      message: message('Où en est la mesure ?'),
    });
  banc.justice.reglages.idjDeLaMesure = idj;
  const ouverte = demande(idj);
  await ouvrirFil(banc.justice.ports, SUBSTITUT, ouverte, ADRESSE);
  expect(await banc.acheminer()).toEqual([]);
  expect((await vue(banc.interieur, OPJ, ouverte.id)).lien).toEqual({ genre: 'mesure', idj, mesure });
  banc.justice.reglages.idjDeLaMesure = 'autre';
  expect(await codeDe(ouvrirFil(banc.justice.ports, SUBSTITUT, demande(idj), ADRESSE))).toBe(
    'mesure-d-un-autre-dossier',
  );
});

test('n’y entre que la fonction ou la personne visée ; chaque lecture et chaque refus sont tracés', async () => {
  const { fil } = await ouvrir();
  await banc.acheminer();
  const ailleurs = { ...OPJ, matricule: 'PN100003', rattachement: { code: '00456', libelle: 'Amiens' } };
  expect(await codeDe(ligne(banc.interieur, ailleurs, fil))).toBe('acces-refuse');
  expect(await codeDe(ligne(banc.justice, GREFFIER, fil))).toBe('qualite-insuffisante');
  expect(await codeDe(ligne(banc.interieur, OPJ, nouvelId(new Date())))).toBe('acces-refuse');
  expect((await listerFils(banc.justice.ports, GREFFIER, { q: '' })).fils).toEqual([]);
  await ligne(banc.interieur, APJ, fil);
  const { rows } = await banc.interieur.banc.sql<{ agent: string; resultat: string }>(
    `select agent, resultat from consultation where piece = 'fil ${fil}' order by numero`,
  );
  expect(rows.map(({ agent, resultat }) => `${agent} ${resultat}`)).toEqual([
    'Camille Moreau refuse',
    'Hugo Lefèvre accorde',
  ]);
});

test('une pièce jointe trop grande pour une dépêche traverse par tranches, entière ou pas du tout', async () => {
  const octets = new Uint8Array(100_000).map((_, rang) => (rang * 7) % 251);
  const jointe = await deposerFichierJoint(banc.interieur.ports, OPJ, {
    nom: 'plan.pdf',
    flux: (async function* () {
      yield octets;
    })(),
  });
  const { fil } = await ouvrir(message('Voici le plan.', { jointes: [jointe] }));
  expect(banc.interieur.file.filter(({ genre }) => genre === 'message-tranche')).toHaveLength(3);
  expect(await banc.acheminer()).toEqual([]);
  const { rows } = await banc.justice.banc.sql<{ octets: Buffer; complet: boolean }>(
    `select octets, complet from message_fichier where fil = '${fil}'`,
  );
  expect(rows.map(({ octets: recus, complet }) => [Buffer.compare(recus, octets), complet])).toEqual([
    [0, true],
  ]);
  const empruntee = await codeDe(
    ouvrir(message('Vol de fichier', { jointes: [{ ...jointe, id: nouvelId(new Date()) }] })),
  );
  expect(empruntee).toBe('fichier-inconnu');
  const piece = { ...jointe, genre: 'piece' as const };
  expect(await codeDe(ouvrir(message('Pièce d’ailleurs', { jointes: [piece] })))).toBe('piece-inconnue');
});

test('un contenu altéré en route, ou un fil qui ne vise personne ici, est refusé, et l’émetteur le voit', async () => {
  const { fil } = await ouvrir(message('Texte d’origine.'));
  const [depeche] = banc.interieur.file;
  if (depeche === undefined) throw new Error('aucune dépêche');
  Object.assign(depeche, { corps: JSON.parse(JSON.stringify(depeche.corps).replace('origine', 'emprunt')) });
  expect(await banc.acheminer()).toEqual(['Le contenu du message n’a pas l’empreinte annoncée.']);
  expect((await vue(banc.interieur, OPJ, fil)).fil[0]).toMatchObject({
    remise: 'refuse',
    attente: 'Le contenu du message n’a pas l’empreinte annoncée.',
  });
});

test('un auteur qui n’est pas du fil, ou un fil que personne ne connaît ici, est refusé', async () => {
  const essayer = async (changer: (corps: string) => string): Promise<readonly string[]> => {
    await ouvrir(message('Bonjour.'));
    const [depeche] = banc.interieur.file;
    if (depeche === undefined) throw new Error('aucune dépêche');
    const corps: unknown = JSON.parse(changer(JSON.stringify(depeche.corps)));
    Object.assign(depeche, { corps });
    return banc.acheminer();
  };
  expect(
    await essayer((corps) =>
      corps.replaceAll(`"code":"${UNITE.code}","rattachement"`, '"code":"00456","rattachement"'),
    ),
  ).toEqual(['L’auteur de ce message ne participe pas à ce fil.']);
  expect(await essayer((corps) => corps.replaceAll(AGEN.code, 'tj99999'))).toEqual([
    'Destinataire inconnu : Permanence du parquet, Tribunal judiciaire d’Agen.',
  ]);
});

test('la recherche ignore accents et casse, mot à mot, dans ses seuls fils', async () => {
  const { fil } = await ouvrir(message('Perquisition à Bègles, véhicule Mégane.'));
  const trouver = async (agent: Agent, q: string) =>
    (await listerFils(banc.interieur.ports, agent, { q })).fils.map(({ id }) => id);
  expect(await trouver(OPJ, 'BEGLES megane')).toEqual([fil]);
  expect(await trouver(OPJ, 'begles introuvable')).toEqual([]);
  expect(await trouver(OPJ, '100%_')).toEqual([]);
});

test('la permanence se passe avec sa note et ses fils ouverts, une fois, et l’autre ministère sait qui la tient', async () => {
  const id = nouvelId(new Date());
  const avant = await maPermanence(banc.justice.ports, SUBSTITUT);
  expect(avant.filsOuverts).toBeGreaterThan(0);
  const demande = { id, a: PROCUREUR.matricule, note: 'Deux gardes à vue en cours.' };
  for (let fois = 0; fois < 2; fois += 1) {
    const passee = await passerLaPermanence(banc.justice.ports, SUBSTITUT, demande);
    expect(passee).toMatchObject({ note: 'Deux gardes à vue en cours.', transmis: avant.filsOuverts });
    expect(passee.tenuePar?.nom).toBe('Antoine Garnier');
  }
  await banc.acheminer();
  const vueDIci = await permanenceDuCode(banc.interieur.ports.db, AGEN.code);
  expect([vueDIci?.tenuePar?.nom, vueDIci?.note]).toEqual(['Antoine Garnier', null]);
  expect(
    await codeDe(passerLaPermanence(banc.justice.ports, GREFFIER, { ...demande, id: nouvelId(new Date()) })),
  ).toBe('qualite-insuffisante');
});

test('en ligne se voit des deux côtés, et parti aussi', async () => {
  await donnerSigne(banc.justice.ports, SUBSTITUT);
  await banc.acheminer();
  const noms = async () =>
    (await presenceDe(banc.interieur.ports, [AGEN.code]))[0]?.enLigne.map(({ nom }) => nom);
  expect(await noms()).toEqual(['Claire Fontaine']);
  banc.justice.reglages.maintenant = '2026-11-21T10:05:00Z';
  expect(await releverLesPresences(banc.justice.ports)).toBe(1);
  await banc.acheminer();
  expect(await noms()).toEqual([]);
  banc.justice.reglages.maintenant = '2026-11-21T10:00:00Z';
});

test('l’enquête connaît les magistrats sans leur annuaire : de permanence, en ligne, ou qui ont écrit ; jamais un greffier', async () => {
  const { interieur, justice } = banc;
  const { fil } = await ouvrir();
  await banc.acheminer();
  await ecrire(justice, SUBSTITUT, fil, message('Bien reçu.'));
  await donnerSigne(justice.ports, GREFFIER);
  await passerLaPermanence(justice.ports, SUBSTITUT, {
    id: nouvelId(new Date()),
    a: PROCUREUR.matricule,
    note: '',
  });
  await banc.acheminer();
  const connus = await magistratsConnus(interieur.ports, AGEN.code);
  expect(connus.map(({ matricule, permanence }) => [matricule, permanence])).toEqual([
    [PROCUREUR.matricule, true],
    [SUBSTITUT.matricule, false],
  ]);
  expect(await magistratsConnus(interieur.ports, 'tj80021')).toEqual([]);
});

test('un fil se verse entier, avec son sel et ses lectures ; un fil d’avocat, jamais, par son type', async () => {
  const { fil } = await ouvrir(message('À verser.'));
  await banc.acheminer();
  await ecrire(banc.justice, SUBSTITUT, fil, message('Vu.'));
  await banc.acheminer();
  await preparerVersement(banc.interieur.ports, OPJ, await ligne(banc.interieur, OPJ, fil), ADRESSE);
  const verse = banc.interieur.versements.at(-1);
  const { fil: contenu } = contenuVersement.pick({ fil: true }).parse(verse?.contenu);
  expect([verse?.idj, contenu.compte, contenu.messages.map((un) => un.contenu.texte)]).toEqual([
    idj,
    2,
    ['À verser.', 'Vu.'],
  ]);
  const avocat = await ouvrir(message('Échange avec le conseil.'), 'avocat');
  expect((await vue(banc.interieur, OPJ, avocat.fil)).versementRefuse).toContain('couvert par le secret');
  expect(
    await codeDe(
      preparerVersement(banc.interieur.ports, OPJ, await ligne(banc.interieur, OPJ, avocat.fil), ADRESSE),
    ),
  ).toBe('fil-avocat');
  expect(
    await codeDe(
      preparerVersement(banc.justice.ports, SUBSTITUT, await ligne(banc.justice, SUBSTITUT, fil), ADRESSE),
    ),
  ).toBe('qualite-insuffisante');
});

test('les projections se refont des faits, à l’identique', async () => {
  const lire = async () =>
    JSON.stringify(
      await Promise.all(
        ['fil', 'fil_participant', 'message', 'message_lecture', 'message_lu', 'permanence'].map(
          async (table) => (await banc.interieur.banc.sql(`select * from ${table} order by 1, 2, 3`)).rows,
        ),
      ),
    );
  const avant = await lire();
  await banc.interieur.banc.sql(
    'delete from message; delete from fil_participant; update fil set messages = 99',
  );
  const { flux } = await reconstruireMessagerie(banc.interieur.ports.db);
  expect(flux).toBeGreaterThan(5);
  expect(await lire()).toBe(avant);
});

test('la conservation finie, le contenu s’efface des deux tables et des dépêches ; les faits et empreintes restent', async () => {
  const { fil } = await ouvrir(message('Éphémère.'), 'interne');
  banc.interieur.reglages.maintenant = '2027-05-19T10:00:00Z';
  expect(await purger(banc.interieur.ports)).not.toContain(fil);
  banc.interieur.reglages.maintenant = '2027-05-21T10:00:00Z';
  expect(await purger(banc.interieur.ports)).toContain(fil);
  expect(banc.interieur.oublies).toContain(fluxFil(fil));
  const efface = await vue(banc.interieur, OPJ, fil);
  expect([efface.fil[0]?.contenu, efface.peutVerser, efface.fil[0]?.empreinte.length]).toEqual([
    null,
    false,
    64,
  ]);
  const { rows } = await banc.interieur.banc.sql(`select 1 from message_contenu where fil = '${fil}'`);
  expect(rows).toEqual([]);
  expect(await codeDe(ecrire(banc.interieur, OPJ, fil, message('Trop tard.')))).toBe('contenu-efface');
  expect(await purger(banc.interieur.ports)).not.toContain(fil);
});
