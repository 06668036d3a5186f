import { donneesDuDossier } from '@ppn/acte';
import type { DonneesDuDossier } from '@ppn/acte/contract';
import { horodate, horodateEnFrancais, msDe } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import type * as z from 'zod';
import { consignerLaMesure, verrouillerLaMesure } from '../consigner-mesure.ts';
import type { FaitReproche } from '../domain/mesure.ts';
import { type FaitMesure, ouvertureDeMesure, type OuvertureDeMesure } from '../faits.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { ageA, PHRASES_DE_REGIME, refusDeRegime, regimePropose } from '../regime-propose.ts';
import type { corpsOuverture } from '../routes.ts';
import { schemaEntree } from '../schemas-des-entrees.ts';
import { debutDeLAudition } from './auditions-libres.ts';
import { auteurDe, depecher } from './consigner-une-entree.ts';

type Demande = z.infer<typeof corpsOuverture>;

/** Ouvre une mesure : ouverture et premiere entree, leurs depeches, une seule transaction. Rejouee, elle rend la meme mesure. */
export async function ouvrirUneMesure(
  ports: PortsGardeAVue,
  agent: Agent,
  etat: Etat,
  recue: Demande,
): Promise<string> {
  const donnees = await donneesDuDossier(ports.dossier, etat);
  const demande = await auDebutDeLAudition(ports, etat.idj, recue);
  const ouverture = composerLOuverture(ports, agent, { etat, donnees, demande });
  const faits: FaitMesure[] = [
    { type: 'mesure-ouverte', donnees: ouverture },
    ...premiereEntree(agent, ouverture, demande),
  ];
  const ouverte = await dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouillerLaMesure(tx, demande.id);
    if (await dejaOuverte(tx, ouverture)) return false;
    await exigerSeule(tx, ouverture);
    for (const fait of await consignerLaMesure(tx, demande.id, faits, agent.matricule, ports))
      await depecher(tx, demande.id, fait, ports);
    return true;
  });
  if (ouverte) {
    await etape('garde-a-vue.mesure-ouverte');
    ports.dossier.reveiller();
  }
  return demande.id;
}

/** Une mesure nee d'une audition libre part du debut que l'acte dit (63 III al. 1 CPP). */
async function auDebutDeLAudition(ports: PortsGardeAVue, idj: string, demande: Demande): Promise<Demande> {
  const { debut, personne } = demande;
  if (debut?.genre !== 'debut-audition-libre' || debut.audition === undefined) return demande;
  const survenuA = await debutDeLAudition(ports, { idj, audition: debut.audition, personne });
  return { ...demande, debut: { ...debut, survenuA: survenuA as typeof debut.survenuA } };
}

type PourOuvrir = { readonly etat: Etat; readonly donnees: DonneesDuDossier; readonly demande: Demande };

function composerLOuverture(
  ports: PortsGardeAVue,
  agent: Agent,
  { etat, donnees, demande }: PourOuvrir,
): OuvertureDeMesure {
  const personne = donnees.personnes.find(({ id }) => id === demande.personne);
  if (personne?.genre !== 'physique')
    throw refuser(422, 'personne-inconnue', 'Choisissez une personne physique de ce dossier.');
  const juridiction = ports.juridictions.find(({ code }) => code === demande.juridiction);
  if (!juridiction) throw refuser(422, 'juridiction-inconnue', 'Choisissez une juridiction de la liste.');
  const ouverteA = horodate(ports.maintenant().toISOString(), etat.unite.zone);
  const faits = demande.faits.map((choisi) => faitReproche(donnees, choisi));
  const age = ageA(personne.neLe, demande.debut?.survenuA ?? ouverteA);
  const regime = demande.regime ?? regimePropose(age, faits);
  const raison = refusDeRegime(regime, age);
  if (raison !== undefined) throw refuser(422, raison, PHRASES_DE_REGIME[raison]);
  return ouvertureDeMesure.parse({
    mesure: {
      id: demande.id,
      idj: etat.idj,
      cadre: donnees.procedure.cadre,
      regime,
      zone: etat.unite.zone,
      personne: {
        id: personne.id,
        naissance: personne.neLe,
        protegee: demande.protegee,
        etrangere: demande.etrangere,
        langue: demande.langue,
      },
      unite: { code: etat.unite.code, libelle: etat.unite.libelle },
      juridiction: { code: juridiction.code, libelle: juridiction.libelle },
      faits,
    },
    identite: { nom: personne.nom, prenoms: personne.prenoms, sexe: personne.sexe },
    numero: etat.alias[0]?.numero ?? etat.idj,
    ouverteA,
    ouvertePar: { matricule: agent.matricule, nom: auteurDe(agent).nom },
  });
}

function faitReproche(donnees: DonneesDuDossier, choisi: Demande['faits'][number]): FaitReproche {
  const fait = donnees.faits.find(({ id }) => id === choisi.fait);
  if (!fait)
    throw refuser(422, 'fait-inconnu', 'Un fait choisi n’est plus au dossier : choisissez-en un autre.');
  const nature = NATURES.find((connue) => connue === fait.nature);
  if (!nature)
    throw refuser(
      422,
      'fait-inconnu',
      `L’infraction NATINF ${fait.natinf} n’est pas à la nomenclature en service.`,
    );
  return {
    natinf: fait.natinf,
    qualification: fait.qualification,
    nature,
    peineMois: choisi.peineMois,
    commis: `le ${horodateEnFrancais(fait.debut)}, ${fait.lieu.adresse === '' ? '' : `${fait.lieu.adresse} `}à ${fait.lieu.commune}`,
    alinea70673: choisi.alinea70673,
  };
}

const NATURES = ['crime', 'delit', 'contravention'] as const;

function premiereEntree(
  agent: Agent,
  { mesure, ouverteA }: OuvertureDeMesure,
  { debut }: Demande,
): FaitMesure[] {
  if (!debut) return [];
  const survenuA = debut.survenuA ?? ouverteA;
  if (msDe(survenuA) > msDe(ouverteA) + 60_000)
    throw refuser(422, 'heure-a-venir', 'L’heure du fait est à venir : corrigez-la.');
  const entree = schemaEntree.parse({
    id: debut.id,
    mesure: mesure.id,
    type: debut.genre,
    survenuA,
    enregistreA: ouverteA,
    auteur: auteurDe(agent),
    source: { genre: 'saisie' },
    donnees:
      debut.genre === 'apprehension'
        ? { contrainte: debut.contrainte, memesFaits: debut.memesFaits, lieu: debut.lieu }
        : { prolongementImmediat: true },
  });
  return [{ type: 'entree-consignee', donnees: entree }];
}

/** La meme demande, renvoyee parce que la reponse s'est perdue. */
async function dejaOuverte(tx: Tx, { mesure }: OuvertureDeMesure): Promise<boolean> {
  const deja = await tx
    .selectFrom('mesure')
    .select('ouverture')
    .where('id', '=', mesure.id)
    .executeTakeFirst();
  if (!deja) return false;
  const { idj, personne } = deja.ouverture.mesure;
  if (idj === mesure.idj && personne.id === mesure.personne.id) return true;
  throw refuser(409, 'identifiant-pris', 'Une autre mesure porte déjà cet identifiant.');
}

/** Une personne n'est pas retenue deux fois a la fois dans un meme dossier. */
async function exigerSeule(tx: Tx, { mesure }: OuvertureDeMesure): Promise<void> {
  const lignes = await tx
    .selectFrom('mesure')
    .select('ouverture')
    .where('idj', '=', mesure.idj)
    .where('etat', '<>', 'terminee')
    .execute();
  if (lignes.some(({ ouverture }) => ouverture.mesure.personne.id === mesure.personne.id))
    throw refuser(409, 'mesure-en-cours', 'Cette personne a déjà une mesure en cours dans ce dossier.');
}
