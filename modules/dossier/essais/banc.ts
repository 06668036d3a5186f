import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireOuCreerTrousseau, migrationsDuMagasin, ouvrirMagasin, piloteFichiers } from '@ppn/blob-store';
import { type Agent, MIGRATIONS_HABILITATION } from '@ppn/habilitation';
import { migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, dansUneTransaction, type EnsembleDeMigrations, ouvrirBase } from '@ppn/postgres';
import { sql } from 'kysely';
import { acceder, type Etat } from '../acces.ts';
import { consigner } from '../consigner.ts';
import type { FaitQualifie, Personne, Unite } from '../contract.ts';
import { fluxDossier } from '../faits.ts';
import { MIGRATIONS_DOSSIER } from '../index.ts';
import { ouvrirProcedure } from '../use-cases/ouvrir-procedure.ts';
import { saisirPersonne } from '../use-cases/saisir.ts';
import type { ActeLu, EnvoiDemande, ExamenDeDepot, PortsDossier, Tables } from '../ports.ts';

export const UNITE: Unite = {
  code: '00123',
  libelle: 'Unité de démonstration d’Agen',
  lignes: [],
  commune: 'Agen',
  zone: 'Europe/Paris',
};

/** Un agent de l'unite d'essai. */
export const agent = (changements: Partial<Agent> = {}): Agent => ({
  matricule: 'PN100001',
  prenom: 'Camille',
  nom: 'Moreau',
  qualite: 'opj',
  service: 'interieur',
  rattachement: { code: UNITE.code, libelle: UNITE.libelle },
  ...changements,
});

/** Le dossier sur une vraie base et un vrai magasin jetables ; les ports vers les actes et l'echange sont ecrits a la main. */
export async function bancDuDossier(ajouts: readonly EnsembleDeMigrations[] = []) {
  const base = await baseTemporaire([
    migrationsDuJournal,
    migrationsDuMagasin,
    MIGRATIONS_HABILITATION,
    MIGRATIONS_DOSSIER,
    ...ajouts,
  ]);
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-dossier-'));
  const { db, fermer } = ouvrirBase<Tables>(base.urlApplication);
  const envois: EnvoiDemande[] = [];
  const actes = new Map<string, ActeLu>();
  const reglages: {
    maintenant: string;
    examen: ExamenDeDepot;
    enCours: Awaited<ReturnType<PortsDossier['actesEnCours']>>;
    enAttente: readonly string[];
  } = {
    maintenant: '2026-11-21T10:00:00Z',
    examen: {
      ok: true,
      valeur: {
        typeMime: 'application/pdf',
        famille: 'pdf',
        avertissements: [],
        apercu: undefined,
        vignette: undefined,
      },
    },
    enCours: [],
    enAttente: [],
  };
  const ports: PortsDossier = {
    db,
    magasin: ouvrirMagasin({
      db,
      pilote: await piloteFichiers(join(dossier, 'objets')),
      trousseau: lireOuCreerTrousseau(join(dossier, 'trousseau.json'), 'kek-1'),
      environnement: 'essai',
    }),
    service: 'interieur',
    maintenant: () => new Date(reglages.maintenant),
    lireActe: async (empreinte) => {
      const acte = actes.get(empreinte);
      if (!acte) throw new Error(`acte ${empreinte} absent`);
      return acte;
    },
    titreDe: (type) => `Titre ${type}`,
    resumerDecision: () => undefined,
    resumerMention: () => undefined,
    agent: (matricule) => (matricule === agent().matricule ? agent() : undefined),
    agentsDe: (code) => (code === UNITE.code ? [agent()] : []),
    interpretes: () => [],
    actesEnCours: async () => reglages.enCours,
    actesEnAttente: async () => new Set(reglages.enAttente),
    aSigner: async () => new Map(),
    plisDe: async () => [],
    qualifier: (natinf) =>
      natinf === 7151
        ? { qualification: 'VOL', definiePar: 'ART.311-1', reprimeePar: 'ART.311-3', nature: 'delit' }
        : undefined,
    unite: (code) => (code === UNITE.code ? UNITE : undefined),
    examiner: async () => reglages.examen,
    emettre: async (_tx, envoi) => void envois.push(envoi),
    reveiller: () => undefined,
  };
  return {
    ports,
    envois,
    reglages,
    /** Une requete sur la base, telle quelle. */
    sql: async <T>(texte: string) => sql.raw<T>(texte).execute(db),
    /** Ouvre une procedure avec une victime ; rend son IDJ. */
    async ouvrir(): Promise<string> {
      const { idj } = await ouvrirProcedure(ports, agent(), {
        intitule: 'Vol à l’étalage',
        cadre: 'preliminaire',
      });
      await saisirPersonne(ports, idj, {
        id: randomUUID(),
        genre: 'physique',
        nom: 'Perrin',
        prenoms: 'Élise',
        roles: ['victime'],
      });
      return idj;
    },
    /** L'etat d'un dossier, tel qu'un agent habilite le recoit. */
    etatDe: (idj: string, qui = agent()): Promise<Etat> =>
      acceder(ports, { agent: qui, idj, action: 'consulter', adresse: '127.0.0.1' }),
    /** Verse un acte scelle au dossier, ses octets au magasin. */
    async verser(
      idj: string,
      etat: Etat,
      acte: Partial<ActeLu> & { readonly acteId: string; readonly type: string },
      avec: PortsDossier = ports,
    ): Promise<void> {
      const depose = await ports.magasin.deposerOctets(new TextEncoder().encode(`acte ${acte.acteId}`));
      if (!depose.ok) throw new Error(depose.refus);
      const { empreinte, taille } = depose.valeur;
      const personnes: readonly Personne[] = [];
      const faits: readonly FaitQualifie[] = [];
      actes.set(empreinte, { idj, procedure: etat, personnes, faits, jointes: [], numero: 1, ...acte });
      const donnees = { acteId: acte.acteId, empreinte, taille, pages: null, signataires: [] };
      await dansUneTransaction(db, (tx) =>
        consigner(tx, fluxDossier(idj), [{ type: 'acte-scelle', donnees }], 'essai', avec),
      );
    },
    async fermer(): Promise<void> {
      await fermer();
      await base.detruire();
      rmSync(dossier, { recursive: true, force: true });
    },
  };
}
