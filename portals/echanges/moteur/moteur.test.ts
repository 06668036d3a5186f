import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { serveurEnMemoire } from '../essais/serveur-en-memoire.ts';
import { TRANCHE } from './decoupe.ts';
import type { Fiche } from './fiche.ts';
import type { Garde } from './garde.ts';
import { type Moteur, ouvrirMoteur } from './moteur.ts';
import { sha256De } from './sha256-de.ts';

const INJOIGNABLE = { statut: 0, phrase: 'Le service ne répond pas.' };
const ADRESSE = '/televersements/d';

function gardeEnMemoire(): Garde {
  const fiches = new Map<string, Fiche>();
  return {
    lire: async (depot, moi) =>
      [...fiches.values()].filter((fiche) => fiche.depot === depot && fiche.moi === moi),
    ecrire: async (fiche) => void fiches.set(fiche.cle, fiche),
    oter: async (cles) => cles.forEach((cle) => fiches.delete(cle)),
  };
}

function terrain() {
  const serveur = serveurEnMemoire();
  const garde = gardeEnMemoire();
  let rang = 0;
  const ouvrir = (moi = 'MJ200003') =>
    ouvrirMoteur({
      depot: 'd',
      moi,
      serveur,
      garde,
      sommer: (fichier) => sha256De(fichier, () => undefined),
      lister: async () => serveur.connus(),
      nouvelleCle: () => {
        rang += 1;
        return `fiche-${rang}`;
      },
    });
  return { serveur, ouvrir };
}

const fichierDe = (nom: string, taille: number, graine = 1): File => {
  const octets = new Uint32Array(taille / 4).map((_, rang) => (rang * 2_654_435_761 + graine) >>> 0);
  return new File([octets], nom);
};
const sommeDe = async (fichier: File): Promise<string> =>
  createHash('sha256')
    .update(Buffer.from(await fichier.arrayBuffer()))
    .digest('hex');
const choisi = (fichier: File, nom = fichier.name) => ({ fichier, nom });

/** Attend que le moteur soit dans cet etat. */
const attendre = (moteur: Moteur, voulu: () => boolean): Promise<void> =>
  new Promise((finir) => {
    const voir = (): void => {
      if (!voulu()) return;
      cesser();
      finir();
    };
    const cesser = moteur.abonner(voir);
    voir();
  });
const pret = (moteur: Moteur): Promise<void> => attendre(moteur, () => moteur.etat().pret);

test('un grand fichier part en tronçons, se réunit, et son empreinte est celle du service', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  const video = fichierDe('vidéo.mp4', 4 * TRANCHE + 1_024);
  await moteur.ajouter([choisi(video), choisi(fichierDe('plan.png', 4_096), 'plans/plan.png')]);
  moteur.commencer(ADRESSE);
  await pret(moteur);
  const connus = serveur.connus();
  expect(connus.map(({ nom, sha256 }) => [nom, sha256])).toContainEqual(['vidéo.mp4', await sommeDe(video)]);
  expect(connus.map(({ nom }) => nom)).toContain('plans/plan.png');
  const empreintes = await moteur.conclure();
  for (const { id, sha256 } of connus) expect(empreintes[id]).toBe(sha256);
});

test('une tranche abîmée en route se renvoie, un service muet s’attend, et le fichier arrive entier', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  const piece = fichierDe('pièce.pdf', 8_192);
  const vues: (string | undefined)[] = [];
  moteur.abonner(() => vues.push(moteur.etat().attente));
  serveur.casser('envoyer', { statut: 460, phrase: 'Somme.' });
  await moteur.ajouter([choisi(piece)]);
  moteur.commencer(ADRESSE);
  await pret(moteur);
  serveur.casser('envoyer', INJOIGNABLE, true);
  await moteur.ajouter([choisi(fichierDe('autre.pdf', 8_192, 2))]);
  await pret(moteur);
  expect(vues).toContain(INJOIGNABLE.phrase);
  expect(moteur.etat().attente).toBeUndefined();
  expect(serveur.connus().map(({ sha256 }) => sha256)).toContain(await sommeDe(piece));
});

test('une réunion dont la réponse se perd n’est pas refaite', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  serveur.casser('reunir', INJOIGNABLE, true);
  await moteur.ajouter([choisi(fichierDe('vidéo.mp4', 5 * TRANCHE))]);
  moteur.commencer(ADRESSE);
  await pret(moteur);
  expect(serveur.connus()).toHaveLength(1);
});

test('une création dont la réponse se perd ne laisse rien au dépôt', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  serveur.casser('creer', INJOIGNABLE, true);
  await moteur.ajouter([choisi(fichierDe('pièce.pdf', 4_096))]);
  moteur.commencer(ADRESSE);
  await pret(moteur);
  expect(serveur.connus()).toHaveLength(2);
  await moteur.conclure();
  expect(serveur.connus().map(({ sha256 }) => sha256 !== null)).toEqual([true]);
});

test('après un navigateur tué, le fichier redonné est reconnu et ne renvoie que ce qui manque', async () => {
  const { serveur, ouvrir } = terrain();
  const avant = await ouvrir();
  const video = fichierDe('vidéo.mp4', 2 * TRANCHE);
  await avant.ajouter([choisi(video)]);
  // La premiere tranche arrive, sa reponse se perd : le navigateur meurt pendant qu'il attend le service.
  serveur.casser('envoyer', INJOIGNABLE, true);
  avant.commencer(ADRESSE);
  await attendre(avant, () => avant.etat().attente !== undefined);
  avant.suspendre();

  const apres = await ouvrir();
  expect(apres.etat().fichiers.map(({ etat, partis }) => [etat, partis])).toEqual([['a-choisir', TRANCHE]]);
  await apres.ajouter([choisi(video)]);
  apres.commencer(ADRESSE);
  await pret(apres);
  expect(serveur.envois.size).toBe(1);
  expect(serveur.connus()[0]?.sha256).toBe(await sommeDe(video));
});

test('le même nom avec un autre contenu repart du début ; un poste partagé ne montre rien à un autre', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  await moteur.ajouter([choisi(fichierDe('pièce.pdf', 4_096))]);
  moteur.commencer(ADRESSE);
  await pret(moteur);
  const neuf = fichierDe('pièce.pdf', 4_096, 9);
  await moteur.ajouter([choisi(neuf)]);
  await pret(moteur);
  expect(serveur.connus().map(({ sha256 }) => sha256)).toEqual([await sommeDe(neuf)]);
  const { ouvrir: ailleurs } = terrain();
  expect((await ailleurs('PN100001')).etat().fichiers).toEqual([]);
});

test('un refus définitif se dit sur le fichier, et n’arrête pas les autres', async () => {
  const { serveur, ouvrir } = terrain();
  const moteur = await ouvrir();
  serveur.casser('creer', { statut: 413, phrase: 'Ce fichier dépasse la taille admise.' });
  await moteur.ajouter([choisi(fichierDe('trop.mp4', 4_096)), choisi(fichierDe('bon.pdf', 4_096, 2))]);
  moteur.commencer(ADRESSE);
  await attendre(moteur, () =>
    moteur.etat().fichiers.every(({ etat }) => etat === 'refuse' || etat === 'complet'),
  );
  expect(moteur.etat().fichiers.map(({ etat, phrase }) => [etat, phrase])).toEqual([
    ['refuse', 'Ce fichier dépasse la taille admise.'],
    ['complet', undefined],
  ]);
  expect(moteur.etat().pret).toBe(false);
});
