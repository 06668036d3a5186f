import { nomComplet } from '@ppn/acte/catalogue';
import { empreinte, horodate, jourCivilDe } from '@ppn/core';
import type { Etat, JugementPlie, PortsDossier } from '@ppn/dossier';
import { PEINES } from '@ppn/nomenclature';
import { ecrirePeine, ISSUES } from '../actes/mots.ts';
import { type ContenuJugement, contenuJugement, type JugementVu, type VoieOuverte } from '../contract.ts';
import { estCondamnee } from '../domain/issues.ts';
import { sortPour, type VoieCalculee } from '../domain/recours.ts';
import { definitifEnMots, executoireEnMots } from '../sort-en-mots.ts';
import { signifieLe, voiesDe } from '../voies-du-jugement.ts';

/** Les jugements d'un dossier deja ouvert a l'agent, avec leurs voies de recours du jour. */
export async function lireLesJugements(
  { db, maintenant }: Pick<PortsDossier, 'db' | 'maintenant'>,
  etat: Etat,
): Promise<{ readonly jugements: JugementVu[]; readonly aujourdhui: string }> {
  const { zone } = etat.unite;
  const aujourdhui = jourCivilDe(horodate(maintenant().toISOString(), zone), zone);
  const jugements = etat.jugements ?? [];
  if (jugements.length === 0) return { jugements: [], aujourdhui };
  const pieces = await db
    .selectFrom('piece')
    .select(['id', 'titre', 'empreinte'])
    .where('idj', '=', etat.idj)
    .where('type', '=', 'jugement')
    .execute();
  return {
    aujourdhui,
    jugements: jugements.flatMap((jugement) => {
      const piece = pieces.find(({ id }) => id === jugement.acteId);
      return piece ? [montrer(jugement, piece, etat, aujourdhui)] : [];
    }),
  };
}

function montrer(
  jugement: JugementPlie,
  piece: { readonly titre: string; readonly empreinte: string },
  etat: Etat,
  aujourdhui: string,
): JugementVu {
  const contenu = contenuJugement.parse(jugement.contenu);
  const dossier = { mentions: etat.mentions, procedure: { unite: etat.unite } };
  const voies = voiesDe(jugement, dossier, aujourdhui);
  const sur = etat.mentions.filter(({ vise }) => vise.acteId === jugement.acteId);
  const personnes = contenu.prevenus.map((prevenu) => sortDe(prevenu, contenu, voies, etat, sur));
  return {
    acteId: jugement.acteId as JugementVu['acteId'],
    numero: jugement.numero,
    empreinte: empreinte(piece.empreinte),
    titre: piece.titre,
    minute: jugement.minute,
    chambre: jugement.chambre,
    audience: jugement.audience,
    prononceA: jugement.prononceA,
    resume: jugement.resume,
    personnes,
    voies: voies.map((voie) => montrerLaVoie(voie, etat)),
    definitif: personnes.every(({ definitif }) => definitif.oui),
    recours: sur
      .filter(
        ({ type }) =>
          type === 'declaration-recours' || type === 'mention-appel' || type === 'mention-opposition',
      )
      .map(({ phrase, acteId, numero }) => ({ phrase, acteId, numero })),
  };
}

function sortDe(
  prevenu: ContenuJugement['prevenus'][number],
  contenu: ContenuJugement,
  voies: readonly VoieCalculee[],
  etat: Etat,
  sur: Etat['mentions'],
): JugementVu['personnes'][number] {
  const { personne, jugement: comment } = prevenu;
  const signifie = signifieLe(personne, sur, etat.unite.zone);
  const provisoire = prevenu.executionProvisoire || prevenu.mandat !== 'aucun';
  return {
    personne,
    nom: nomDe(personne, etat),
    condamnee: estCondamnee(personne, contenu.issues),
    dispositif: dispositifEnMots(personne, contenu, etat),
    connaissance: comment === 'contradictoire' ? 'prononce' : signifie === '' ? 'a-signifier' : 'signifie',
    signifieA: signifie,
    executoire: executoireEnMots(sortPour(personne, voies, { execution: true }), { provisoire }),
    definitif: definitifEnMots(sortPour(personne, voies, { execution: false })),
  };
}

const nomDe = (id: string, { personnes }: Pick<Etat, 'personnes'>): string => {
  const personne = personnes.find((une) => une.id === id);
  return personne ? nomComplet(personne) : '';
};

function dispositifEnMots(
  personne: string,
  { issues, peines }: ContenuJugement,
  { faits }: Pick<Etat, 'faits'>,
): string[] {
  const references = PEINES.map(({ code, libelle, article }) => ({ cle: `peine-${code}`, libelle, article }));
  return [
    ...issues
      .filter((issue) => issue.personne === personne)
      .map(
        ({ fait, issue }) => `${ISSUES[issue]} : ${faits.find(({ id }) => id === fait)?.qualification ?? ''}`,
      ),
    ...peines.filter((peine) => peine.personne === personne).map((peine) => ecrirePeine(peine, references)),
  ];
}

const montrerLaVoie = (
  { voie, personne, etat: ou, depart, raison, echeance }: VoieCalculee,
  etat: Etat,
): VoieOuverte => ({
  code: voie.code,
  libelle: voie.libelle,
  personne,
  nom: nomDe(personne, etat),
  etat: ou,
  depart,
  raison: RAISONS[raison],
  echeance,
  article: voie.article,
  aVerifier: voie.aVerifier,
  note: voie.note,
});

const RAISONS: { readonly [raison in VoieCalculee['raison']]: string } = {
  prononce: 'du prononcé',
  signification: 'de la signification',
  'premier-appel': 'du premier appel',
  aucun: '',
};
