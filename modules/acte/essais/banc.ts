import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance } from '@ppn/confiance';
import { agent, bancDuDossier } from '@ppn/dossier/essais/banc';
import { creerCles, creerEmetteurOrdres, lireCles } from '@ppn/identity';
import { vueTypee } from '@ppn/postgres';
import { type Ancres, composerPdfA, HorodatageIndisponible, horodateurHttp, lireAncres } from '@ppn/sealing';
import { jetonLogiciel } from '@ppn/workstation';
import { ACTES_D_ENQUETE } from '../actes/actes-d-enquete.ts';
import { MIGRATIONS_ACTE } from '../index.ts';
import { creerCatalogue } from '../inscrire.ts';
import { actesEnCours } from '../gestionnaires.ts';
import { lireActeJson } from '../lire-acte.ts';
import type { CarteDeSession, PortsActe, Tables } from '../ports.ts';

const PIN = '258025';

/** Un second enqueteur de l'unite d'essai. */
export const COLLEGUE = agent({ matricule: 'PN100002', prenom: 'Hugo', nom: 'Lefèvre' });

/** Un interprete inscrit, muni d'une carte. */
export const INTERPRETE = agent({
  matricule: 'IN300001',
  prenom: 'Ada',
  nom: 'Lund',
  qualite: 'interprete',
  rattachement: { code: 'ca47', libelle: 'Liste d’essai' },
});

/** Actes sur une vraie base, un vrai magasin, une vraie carte et un vrai horodatage de demonstration. */
export async function bancDesActes() {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-acte-'));
  const confiance = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  const banc = await bancDuDossier([MIGRATIONS_ACTE]);
  const etat = { horodatage: true };
  const horodateur = horodateurHttp({ url: confiance.horodatage, delaiMs: 5_000 });
  const dossierDesActes = {
    ...banc.ports,
    agent: (matricule: string) =>
      [COLLEGUE, INTERPRETE].find((connu) => connu.matricule === matricule) ?? banc.ports.agent(matricule),
    actesEnCours: async (idj: string) => actesEnCours(ports, idj),
    lireActe: async (empreinte: Parameters<PortsActe['dossier']['lireActe']>[0]) => {
      const lu = await lireActeJson(await banc.ports.magasin.lireOctets(empreinte, 10_000_000));
      if (!lu.ok) throw new Error(lu.refus);
      return lu.valeur;
    },
  };
  const ports: PortsActe = {
    db: vueTypee<Tables>(banc.ports.db),
    dossier: dossierDesActes,
    catalogue: creerCatalogue(ACTES_D_ENQUETE),
    maintenant: banc.ports.maintenant,
    origine: 'http://127.0.0.1:4100',
    emettreOrdre: creerEmetteurOrdres({ cles: await lireCles((await creerCles()).pem) }),
    composer: composerPdfA,
    horodateur: (empreinte) => {
      if (!etat.horodatage) throw new HorodatageIndisponible('coupé');
      return horodateur(empreinte);
    },
    crls: async () =>
      Promise.all((['racine', 'agents', 'services'] as const).map((ac) => confiance.confiance.liste(ac))),
    apresScellement: async () => false,
    prevenir: () => undefined,
    consignerErreur: () => undefined,
  };
  return {
    ...banc,
    ports,
    etat,
    ancres: (): Promise<Ancres> => lireAncres(confiance.confiance.lieux.ancres),
    /** Remet une carte et rend de quoi signer avec elle. */
    async carte(
      matricule: string,
    ): Promise<CarteDeSession & { readonly signer: (attributs: Uint8Array) => Promise<string> }> {
      const id = matricule.toLowerCase();
      const emise = await confiance.confiance.emettreCarte({
        id,
        prenom: 'Camille',
        nom: 'Moreau',
        matricule,
        organisation: 'Essai',
        unite: 'Agen',
        pin: PIN,
      });
      return {
        certificat: emise.certificatSignature,
        chaine: [confiance.confiance.autorite('agents').certificat, confiance.confiance.racine],
        signer: async (attributs) => {
          const signees = await jetonLogiciel(emise.dossier).signerLot({
            usage: 'signature',
            pin: PIN,
            contenus: [attributs],
          });
          if (!signees.ok) throw new Error(signees.refus.code);
          return Buffer.from(signees.valeur[0] ?? new Uint8Array()).toString('base64');
        },
      };
    },
    async fermer(): Promise<void> {
      await banc.fermer();
      await confiance.arreter();
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}
