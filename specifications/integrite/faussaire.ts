import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACTES_D_ENQUETE, type ActeJson, lireActeJson } from '@ppn/acte';
import { lireTrousseau, ouvrirMagasin, piloteFichiers } from '@ppn/blob-store';
import { type Empreinte, empreinte, nouvelUuid } from '@ppn/core';
import type { ServiceEnMarche } from '@ppn/demarrage';
import { emettre, type PieceAEnvoyer, type TablesEchange } from '@ppn/exchange';
import { dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import {
  assemblerCms,
  attributsSignes,
  type Cachet,
  composerPdfA,
  horodateurHttp,
  insererCms,
  lireJointe,
  preparerSignature,
} from '@ppn/sealing';
import { jetonLogiciel } from '@ppn/workstation';
import { sql } from 'kysely';
import type { Chaine } from '../pannes/chaine.ts';

const MAX = 64 * 1024 * 1024;
const TRIBUNAL = { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' };

/** Un attaquant maitre du disque et de la base de l'Interieur : il y met ce qu'il veut, le vrai service l'envoie. */
export type Faussaire = {
  readonly lire: (valeur: string) => Promise<Uint8Array>;
  /** Demande un pli de procedure avec ces pieces ; rend son identifiant. */
  readonly envoyer: (
    idj: string,
    pieces: readonly { readonly nom: string; readonly octets: Uint8Array }[],
  ) => Promise<string>;
  /** Met ces octets a la place d'un pli deja prepare ; rend l'identifiant sous lequel ils partent. */
  readonly envoyerTelQuel: (idj: string, octets: Uint8Array, id?: string) => Promise<string>;
  readonly fermer: () => Promise<void>;
};

/** Ouvre la base et le magasin de l'Interieur, a cote de lui. */
export async function faussaire({ systeme }: Chaine): Promise<Faussaire> {
  const { interieur, dossier } = { interieur: systeme.interieur, dossier: systeme.dossier };
  const base = ouvrirBase<TablesEchange>(interieur.base.urlApplication, { connexions: 2 });
  const magasin = ouvrirMagasin({
    db: base.db,
    pilote: await piloteFichiers(interieur.objets),
    trousseau: lireTrousseau(join(dossier, 'secrets', 'trousseau-interieur.json')),
    environnement: 'interieur-demonstration',
  });
  const ranger = async (octets: Uint8Array): Promise<{ empreinte: Empreinte; taille: number }> => {
    const depose = await magasin.deposerOctets(octets);
    if (!depose.ok) throw new Error(depose.refus);
    return depose.valeur;
  };
  return {
    lire: (valeur) => magasin.lireOctets(empreinte(valeur), MAX),
    async envoyer(idj, pieces) {
      const rangees: PieceAEnvoyer[] = [];
      for (const { nom, octets } of pieces)
        rangees.push({ nom, ...(await ranger(octets)), typeMime: 'application/pdf', role: 'acte' });
      const id = nouveau();
      await dansUneTransaction(base.db, (tx) =>
        emettre(tx, {
          id,
          objet: idj,
          genre: 'procedure',
          pieces: rangees,
          message: { juridiction: TRIBUNAL },
          emisA: new Date().toISOString(),
        }),
      );
      return id;
    },
    async envoyerTelQuel(idj, octets, id = nouveau()) {
      const { empreinte: pli } = await ranger(octets);
      await base.db
        .insertInto('echange_envoi')
        .values({
          id,
          objet: idj,
          genre: 'procedure',
          pieces: '[]',
          message: '{}',
          etat: 'a-preparer',
          emis_a: new Date().toISOString(),
          prochaine: '2100-01-01T00:00:00Z',
        })
        .execute();
      await base.db
        .updateTable('echange_envoi')
        .set({ etat: 'prepare', pli_empreinte: pli, prochaine: new Date().toISOString() })
        .where('id', '=', id)
        .execute();
      return id;
    },
    fermer: base.fermer,
  };
}

const nouveau = (): string => nouvelUuid(Date.now(), randomBytes(10));

/** Change un octet du fichier chiffre d'un objet, comme un disque qui ment. */
export async function changerUnOctet({ base, objets }: ServiceEnMarche, valeur: string): Promise<void> {
  const ouverte = ouvrirBase(base.urlProprietaire, { connexions: 1 });
  const { rows } = await sql<{
    identifiant: string;
  }>`select identifiant from objet where empreinte = ${valeur}`.execute(ouverte.db);
  await ouverte.fermer();
  const id = rows[0]?.identifiant ?? '';
  const fichier = join(objets, 'objets', id.slice(0, 2), id.slice(2, 4), id);
  const octets = readFileSync(fichier);
  const place = Math.floor(octets.length / 2);
  octets.writeUInt8(octets.readUInt8(place) ^ 1, place);
  chmodSync(fichier, 0o600);
  writeFileSync(fichier, octets);
}

/** Recompose un acte a la main, du texte de `texteDe`, des donnees de `donnees` et des signatures dessinees dans `modele`, et le signe de la carte choisie. */
export async function contrefaire(
  { systeme }: Chaine,
  acte: { readonly modele: Uint8Array; readonly texteDe: ActeJson; readonly donnees: ActeJson },
  carte: string,
): Promise<Uint8Array> {
  const definition = ACTES_D_ENQUETE.find(({ type }) => type === acte.texteDe.type);
  if (!definition) throw new Error('Acte inconnu.');
  const nom = `${acte.texteDe.redacteur.prenom} ${acte.texteDe.redacteur.nom}`;
  const dessins = await dessinsDe(acte.modele, acte.texteDe);
  const pdf = await composerPdfA({
    titre: definition.titre,
    enTete: acte.texteDe.procedure.unite.lignes,
    reference: `${acte.texteDe.idj} · pièce ${acte.texteDe.numero}`,
    etabliA: acte.texteDe.redigeA,
    blocs: definition.blocs(acte.texteDe),
    images: new Map(dessins.map(({ cle, octets }) => [cle, { octets, format: 'svg' }])),
    jointes: [
      {
        nom: 'acte.json',
        octets: new TextEncoder().encode(JSON.stringify(acte.donnees)),
        typeMime: 'application/json',
        description: 'Données de l’acte',
      },
      ...dessins.map(({ nom: dessin, octets }) => ({
        nom: dessin,
        octets,
        typeMime: 'image/svg+xml',
        description: 'Signature',
      })),
    ],
    signataires: [{ champ: 'signature-1', qualite: 'Signataire', nom }],
  });
  const jeton = jetonLogiciel(join(systeme.confiance.cartes, carte));
  const [contenu, pin] = [await jeton.lire(), systeme.agents.find((agent) => agent.carte === carte)?.pin];
  if (!contenu.ok) throw new Error(contenu.refus);
  const { certificats, chaine } = contenu.valeur;
  const prepare = await preparerSignature({
    pdf,
    champ: 'signature-1',
    signeA: acte.texteDe.redigeA,
    nom,
  });
  const attributs = attributsSignes({ empreinte: prepare.empreinte, certificat: certificats.signature });
  const signe = await jeton.signerLot({ usage: 'signature', pin: pin ?? '', contenus: [attributs] });
  const signature = signe.ok ? signe.valeur[0] : undefined;
  if (!signature) throw new Error('La carte n’a pas signé.');
  const { service, horodatage } = systeme.confiance;
  const horodater = horodateurHttp({ url: horodatage, delaiMs: 5_000 });
  return insererCms(
    prepare.octets,
    assemblerCms({
      attributsSignes: attributs,
      signature,
      certificats: [certificats.signature, ...chaine],
      crls: await Promise.all((['racine', 'agents', 'services'] as const).map((ac) => service.liste(ac))),
      jeton: await horodater(createHash('sha256').update(signature).digest()),
    }),
  );
}

/** Les donnees embarquees d'un acte. */
export async function donneesDe(pdf: Uint8Array): Promise<ActeJson> {
  const lu = await lireActeJson(pdf);
  if (!lu.ok) throw new Error(lu.refus);
  return lu.valeur;
}

/** Le vrai cachet d'un ministere, vole. */
export async function cachetVole({ systeme }: Chaine, cote: 'interieur' | 'justice'): Promise<Cachet> {
  const { service } = systeme.confiance;
  return {
    ...(await service.cachet(cote)),
    crls: () => Promise.all([service.liste('racine'), service.liste('services')]),
  };
}

/** Signatures dessinees dans un acte : leur nom de fichier, la cle que le texte en cite, leurs octets. */
async function dessinsDe(pdf: Uint8Array, { signatures }: ActeJson) {
  const dessins: { nom: string; cle: string; octets: Uint8Array }[] = [];
  for (const { place, issue } of signatures ?? []) {
    const nom = `signature-${place}.svg`;
    const octets = issue.etat === 'signee' ? await lireJointe(pdf, nom) : undefined;
    if (octets && issue.etat === 'signee') dessins.push({ nom, cle: issue.image, octets });
  }
  return dessins;
}
