import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type Idj, isIdj } from '@ppn/core';
import { boite, dossierComplet, idjDEssai, pdfDActe, photographie } from './jeu-d-essai.ts';

type Reponse = {
  readonly statut?: number;
  readonly type?: string;
  readonly corps: Uint8Array | object | undefined;
};
type Brouillon = {
  acteId: string;
  type: string;
  version: number;
  contenu: Record<string, unknown>;
  idj: string;
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

/** Politique de contenu des portails, l'agent de carte du poste en plus. */
const politique = (agent: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self' ${agent}; frame-src ${agent}; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`;

const motifs = [
  { code: '11', libelle: 'Absence d’infraction', famille: 'Absence d’infraction', aVerifier: false },
  {
    code: '21',
    libelle: 'Infraction insuffisamment caractérisée',
    famille: 'Infraction non caractérisée',
    aVerifier: false,
  },
  { code: '41', libelle: 'Recherches infructueuses', famille: 'Poursuite inopportune', aVerifier: true },
  {
    code: '48',
    libelle: 'Préjudice ou trouble peu important causé par l’infraction',
    famille: 'Poursuite inopportune',
    aVerifier: false,
  },
  { code: '71', libelle: 'Auteur inconnu', famille: 'Auteur inconnu', aVerifier: false },
];
const regles = [
  {
    id: 'copj-delai-minimal',
    libelle: 'Délai minimal',
    valeur: 10,
    unite: 'jours',
    article: '390-1 et 552 CPP',
    articleFutur: null,
    validiteDebut: '2004-10-01',
    validiteFin: null,
    aVerifier: false,
    source: 'CPP',
  },
];
const titres: Readonly<Record<string, string>> = {
  'classement-sans-suite': 'Décision de classement sans suite',
  copj: 'Décision de convocation par officier de police judiciaire',
};

const idjSur = (texte: string): Idj => {
  if (!isIdj(texte)) throw new RangeError(texte);
  return texte;
};

const manquesDe = ({ type, contenu }: Brouillon) => {
  const vide = (champ: string): boolean => (contenu[champ] ?? '') === '';
  if (type !== 'copj') {
    return [
      ...(vide('motif') ? [{ champ: 'motif', phrase: 'Choisissez un motif de classement.' }] : []),
      ...(vide('explication')
        ? [
            {
              champ: 'explication',
              phrase: 'Expliquez le motif à la victime en termes simples (art. 40-2 CPP).',
            },
          ]
        : []),
    ];
  }
  if (vide('audience'))
    return [{ champ: 'audience', phrase: 'À compléter ou corriger : la date et l’heure de l’audience.' }];
  const jours = (Date.parse(String(contenu['audience']).replace(/\[.*$/, '')) - Date.now()) / 86_400_000;
  return jours < 9
    ? [
        {
          champ: 'audience',
          phrase:
            'L’audience doit se tenir 10 jours au moins après la convocation (articles 390-1 et 552 CPP).',
        },
      ]
    : [];
};

const redactionDe = (brouillon: Brouillon) => ({
  acteId: brouillon.acteId,
  type: brouillon.type,
  titre: titres[brouillon.type] ?? '',
  etat: 'brouillon',
  version: brouillon.version,
  majA: new Date().toISOString(),
  redacteur: 'Alex DURAND',
  manques: manquesDe(brouillon),
  idj: brouillon.idj,
  contenu: brouillon.contenu,
  points:
    brouillon.contenu['motif'] === '71'
      ? [{ phrase: 'Motif « auteur inconnu » alors qu’une personne est mise en cause.', article: '40-1 CPP' }]
      : [],
});

const lireCorps = async (demande: IncomingMessage): Promise<Record<string, unknown>> => {
  let texte = '';
  for await (const morceau of demande) texte += String(morceau);
  const lu: unknown = texte === '' ? {} : JSON.parse(texte);
  return typeof lu === 'object' && lu !== null ? { ...lu } : {};
};

/** Service Justice en memoire, pour les essais d'ecran seulement : meme contrat, aucune regle de fond. */
export const demarrerServiceFactice = async (dist: string, agent: string) => {
  const pdf = await pdfDActe(
    'Procès-verbal d’essai',
    'Je me présente à votre service pour déposer plainte. Le 18 novembre 2026, vers 17 h 40, un homme est entré dans le magasin, a pris trois bouteilles au rayon des spiritueux et a passé la caisse sans payer.',
  );
  const photo = await photographie();
  const brouillons = new Map<string, Brouillon>();
  const decides = new Map<string, string>();
  const flux = new Set<ServerResponse>();
  const dossiers = boite();
  let connecte = true;
  const session = {
    agent: {
      matricule: 'MAG-0001',
      prenom: 'Alex',
      nom: 'DURAND',
      qualite: 'substitut',
      service: 'justice',
      rattachement: { code: 'TJ-63', libelle: 'Tribunal judiciaire de Clermont-Ferrand' },
    },
    nomComplet: 'Alex DURAND, substitut du procureur',
    ouverteA: new Date().toISOString(),
    expireA: new Date(Date.now() + 3_600_000).toISOString(),
    adresseAgentPoste: agent,
  };
  const annoncer = (evenement: object): void =>
    flux.forEach((reponse) => reponse.write(`data: ${JSON.stringify(evenement)}\n\n`));
  const enCours = (idj: string) =>
    [...brouillons.values()].filter((un) => un.idj === idj && !decides.has(idj)).map(redactionDe);

  const vue = (idj: string) => {
    const dossier = dossierComplet(idjSur(idj));
    const decide = decides.get(idj);
    if (decide === undefined) return { ...dossier, enCours: enCours(idj) };
    const decision = {
      acteId: decide,
      type: 'copj',
      titre: titres['copj'],
      resume: 'MARTIN Paul est convoqué devant le tribunal correctionnel.',
      decideA: new Date().toISOString(),
      magistrat: 'Alex DURAND',
      juridiction: 'Tribunal judiciaire de Clermont-Ferrand',
    };
    const pli = {
      ...dossier.plis[0],
      id: '00000000-0000-7000-8000-000000000051',
      sens: 'emis',
      genre: 'decision',
      etat: 'accuse',
      emisA: new Date().toISOString(),
      accuseA: new Date().toISOString(),
      pieces: 1,
    };
    return { ...dossier, etat: 'decidee', decisions: [decision], plis: [...dossier.plis, pli] };
  };
  const refus = (statut: number, code: string, detail: string): Reponse => ({
    statut,
    type: 'application/problem+json',
    corps: { type: 'about:blank', title: 'Refus', status: statut, code, detail },
  });

  const api = async (
    methode: string,
    chemin: string,
    demande: IncomingMessage,
  ): Promise<Reponse | undefined> => {
    if (!connecte && !chemin.startsWith('/api/session/defi'))
      return refus(401, 'session-absente', 'Connectez-vous.');
    if (chemin === '/api/session') {
      if (methode === 'DELETE') connecte = false;
      return { corps: session };
    }
    if (chemin === '/api/session/defi')
      return { statut: 201, corps: { ordre: 'aaa.bbb.ccc', adresseAgentPoste: agent } };
    if (chemin === '/api/dossiers')
      return {
        corps: {
          tronquee: false,
          dossiers: dossiers.map((un) =>
            decides.has(un.idj) ? { ...un, etat: 'decidee', nouveau: false } : un,
          ),
        },
      };
    if (chemin === '/api/acces-d-urgence') return { corps: { acces: [] } };
    if (chemin === '/api/incidents')
      return {
        corps: {
          incidents: [
            {
              id: '1',
              constateA: new Date().toISOString(),
              constatePar: 'justice',
              code: 'signature-invalide',
              phrase: 'Pli refusé : la pièce 2 a été modifiée après sa signature. L’unité est prévenue.',
              piece: 'Constatations',
              idj: idjDEssai(6),
            },
          ],
        },
      };
    if (chemin === '/api/circuits') return { corps: { circuits: [] } };
    if (chemin === '/api/parapheur')
      return {
        corps: {
          actes: [...brouillons.values()]
            .filter((un) => !decides.has(un.idj))
            .map((un) => ({
              ...redactionDe(un),
              numero: '2026/001204',
              intitule: 'Vol à l’étalage',
              depuis: new Date().toISOString(),
              echec: null,
              renvoi: null,
            })),
          enAttente: [],
        },
      };
    if (chemin === '/api/nomenclatures/motifs-classement') return { corps: { motifs } };
    if (chemin === '/api/nomenclatures/regles') return { corps: { regles } };
    if (chemin === '/api/signatures/ordres') {
      const { actes } = await lireCorps(demande);
      const choisis = Array.isArray(actes) ? actes.map(String) : [];
      const jeton = (acteId: string): string =>
        `e30.${Buffer.from(JSON.stringify({ jti: acteId })).toString('base64url')}.c2ln`;
      return {
        corps: {
          ordres: choisis.map((acteId) => ({
            acteId,
            titre: titres[brouillons.get(acteId)?.type ?? ''] ?? '',
            ordre: jeton(acteId),
          })),
          refus: [],
        },
      };
    }
    if (chemin === '/api/signatures') {
      const { signatures } = await lireCorps(demande);
      const signes = Array.isArray(signatures) ? signatures.map((un: { acteId: string }) => un.acteId) : [];
      for (const acteId of signes) decides.set(brouillons.get(acteId)?.idj ?? '', acteId);
      return {
        corps: {
          resultats: signes.map((acteId) => ({
            acteId,
            etat: 'scelle',
            phrase: 'Horodatée, scellée ; le pli part à l’unité.',
          })),
        },
      };
    }
    const trouve = /^\/api\/dossiers\/(?<idj>IDJ-[^/]+)(?<suite>\/.*)?$/.exec(chemin)?.groups;
    if (trouve === undefined) return undefined;
    return surDossier(methode, trouve['idj'] ?? '', trouve['suite'] ?? '', demande);
  };
  const surDossier = async (
    methode: string,
    idj: string,
    suite: string,
    demande: IncomingMessage,
  ): Promise<Reponse> => {
    if (suite === '')
      return idj === idjDEssai(2)
        ? refus(403, 'acces-refuse', 'Vous n’êtes pas habilité à lire ce dossier.')
        : { corps: vue(idj) };
    if (suite === '/annotations') return { corps: { annotations: [] } };
    if (suite === '/consultations')
      return {
        corps: {
          suite: null,
          lecteurs: [],
          consultations: [
            {
              quand: new Date().toISOString(),
              agent: 'Alex DURAND',
              qualite: 'substitut',
              action: 'lecture',
              piece: 'Procès-verbal de plainte',
              motif: 'décision',
              resultat: 'accorde',
            },
          ],
        },
      };
    if (suite.endsWith('/vignette')) return { type: 'image/jpeg', corps: photo };
    if (suite.startsWith('/pieces/')) return { type: 'application/pdf', corps: pdf };
    if (suite === '/actes') {
      const { type } = await lireCorps(demande);
      const copj = type === 'copj';
      const dossier = dossierComplet(idjSur(idj));
      const contenu = copj
        ? {
            prevenu: dossier.personnes.find(({ roles }) => roles.includes('mis-en-cause'))?.id ?? '',
            faits: dossier.faits.map((fait) => fait.id),
            audience: '',
            salle: '',
            instructions: '',
          }
        : { motif: '', explication: '' };
      const brouillon = {
        acteId: `00000000-0000-7000-8000-${String(900 + brouillons.size).padStart(12, '0')}`,
        type: copj ? 'copj' : 'classement-sans-suite',
        version: 1,
        contenu,
        idj,
      };
      brouillons.set(brouillon.acteId, brouillon);
      return { statut: 201, corps: redactionDe(brouillon) };
    }
    if (suite.endsWith('/apercu')) return { type: 'application/pdf', corps: pdf };
    const brouillon = brouillons.get(suite.split('/')[2] ?? '');
    if (brouillon === undefined) return refus(404, 'introuvable', 'Introuvable.');
    if (methode === 'DELETE') {
      brouillons.delete(brouillon.acteId);
      return { statut: 204, corps: undefined };
    }
    if (methode === 'PUT') {
      const { versionAttendue, contenu } = await lireCorps(demande);
      if (versionAttendue !== brouillon.version) return refus(409, 'version-depassee', 'Version dépassée.');
      brouillon.version += 1;
      brouillon.contenu = typeof contenu === 'object' && contenu !== null ? { ...contenu } : {};
    }
    return { corps: redactionDe(brouillon) };
  };
  const fichier = async (chemin: string): Promise<Reponse> => {
    const relatif = normalize(extname(chemin) === '' ? '/index.html' : chemin);
    const octets = await readFile(join(dist, relatif)).catch(() => undefined);
    return octets === undefined
      ? { statut: 404, corps: {} }
      : { type: types[extname(relatif)] ?? 'application/octet-stream', corps: octets };
  };

  const serveur = createServer((demande, reponse) => {
    const chemin = new URL(demande.url ?? '/', 'http://x').pathname;
    const repondre = async (): Promise<void> => {
      if (chemin === '/api/evenements') {
        reponse
          .writeHead(connecte ? 200 : 401, { 'content-type': 'text/event-stream' })
          .write(': bonjour\n\n');
        flux.add(reponse);
        return;
      }
      const {
        statut = 200,
        type,
        corps,
      } = (await api(demande.method ?? 'GET', chemin, demande)) ?? (await fichier(chemin));
      const octets = corps instanceof Uint8Array ? corps : corps === undefined ? '' : JSON.stringify(corps);
      reponse
        .writeHead(statut, {
          'content-type': type ?? 'application/json',
          'content-security-policy': politique(agent),
          'content-length': Buffer.byteLength(octets),
        })
        .end(octets);
    };
    repondre().catch(() => reponse.destroy());
  });
  await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite));
  const adresse = serveur.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    /** Fait arriver une procedure, comme un pli recu. */
    faireArriver: (): void => {
      const [modele] = dossiers;
      if (modele !== undefined)
        dossiers.push({
          ...modele,
          idj: idjDEssai(9),
          intitule: 'Recel d’un téléphone',
          recueA: new Date().toISOString(),
        });
      annoncer({ genre: 'boite' });
    },
    deconnecter: (): void => {
      connecte = false;
    },
    arreter: async (): Promise<void> => {
      serveur.closeAllConnections();
      await new Promise<void>((suite) => serveur.close(() => suite()));
    },
  };
};

/** Agent de carte en memoire : accepte tout, signe « c2ln » ; son bouton tient lieu de PIN. */
export const demarrerAgentFactice = async () => {
  const demandes = new Map<string, { readonly jtis: readonly string[]; faite: boolean }>();
  const serveur = createServer((demande, reponse) => {
    const chemin = new URL(demande.url ?? '/', 'http://x').pathname;
    const entetes = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-private-network': 'true',
    };
    const json = (corps: object): void =>
      void reponse
        .writeHead(200, { ...entetes, 'content-type': 'application/json' })
        .end(JSON.stringify(corps));
    const repondre = async (): Promise<void> => {
      if (demande.method === 'OPTIONS') return void reponse.writeHead(204, entetes).end();
      if (chemin === '/etat')
        return json({
          cartes: [{ id: '1', titulaire: 'Alex DURAND', etat: 'utilisable', essaisRestants: 3 }],
        });
      if (chemin === '/demandes') {
        const { ordres } = await lireCorps(demande);
        const jtis = (Array.isArray(ordres) ? ordres.map(String) : []).map((ordre) =>
          String(
            (
              JSON.parse(Buffer.from(ordre.split('.')[1] ?? 'e30', 'base64url').toString() || '{}') as {
                jti?: string;
              }
            ).jti ?? '',
          ),
        );
        const id = String(demandes.size + 1);
        demandes.set(id, { jtis, faite: false });
        return json({ id, fenetre: `/fenetre/${id}` });
      }
      const id = chemin.split('/')[2] ?? '';
      const suivie = demandes.get(id);
      if (chemin.startsWith('/fenetre/')) {
        if (suivie !== undefined && demande.method === 'POST') suivie.faite = true;
        return void reponse
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
          .end(
            `<!doctype html><html lang="fr"><title>Agent de carte</title><main><h1>Votre PIN</h1><form method="post"><label>PIN <input type="password" name="pin"></label> <button>Signer</button></form></main></html>`,
          );
      }
      return json(
        suivie?.faite === true
          ? { etat: 'faite', resultats: suivie.jtis.map((jti) => ({ jti, signature: 'c2ln' })) }
          : { etat: 'en-attente' },
      );
    };
    repondre().catch(() => reponse.destroy());
  });
  await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite));
  const adresse = serveur.address();
  return {
    url: `http://127.0.0.1:${typeof adresse === 'object' && adresse !== null ? adresse.port : 0}`,
    arreter: async (): Promise<void> => {
      serveur.closeAllConnections();
      await new Promise<void>((suite) => serveur.close(() => suite()));
    },
  };
};
