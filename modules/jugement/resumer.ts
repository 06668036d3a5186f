import { type ActeJson, acteJson } from '@ppn/acte/contract';
import { nomComplet, personneDe } from '@ppn/acte/catalogue';
import { horodateEnFrancais, jourCivilDe } from '@ppn/core';
import type { JugementPlie } from '@ppn/dossier';
import { AUTEURS, RECOURS } from './actes/declaration-recours.ts';
import { contenuDeclaration, contenuJugement } from './contract.ts';
import { estCondamnee } from './domain/issues.ts';

type Lu = { readonly type: string };

/** Le jugement qu'un acte rend, tel que le dossier le garde ; `undefined` pour tout autre acte. */
export function resumerJugement(lu: Lu): Omit<JugementPlie, 'minute'> | undefined {
  if (lu.type !== 'jugement') return undefined;
  const acte = acteJson.parse(lu);
  const contenu = contenuJugement.parse(acte.contenu);
  const condamnes = contenu.prevenus.filter(({ personne }) => estCondamnee(personne, contenu.issues)).length;
  const relaxes = contenu.prevenus.length - condamnes;
  const jour = jourCivilDe(contenu.prononceA, acte.procedure.unite.zone).split('-').toReversed().join('/');
  return {
    acteId: acte.acteId,
    numero: acte.numero,
    resume: `Jugement du ${jour} : ${[compter(condamnes, 'condamné'), compter(relaxes, 'relaxé')].filter((mot) => mot !== '').join(', ')}`,
    prononceA: contenu.prononceA,
    audience: contenu.audience,
    chambre: contenu.chambre,
    prevenus: contenu.prevenus.map(({ personne }) => personne),
    contenu,
  };
}

const compter = (nombre: number, mot: string): string =>
  nombre === 0 ? '' : `${nombre} ${mot}${nombre > 1 ? 's' : ''}`;

/** La mention qu'une declaration de recours porte sur la face du jugement ; `undefined` pour tout autre acte. */
export function resumerDeclaration(lu: Lu) {
  if (lu.type !== 'declaration-recours') return undefined;
  const acte = acteJson.parse(lu);
  const contenu = contenuDeclaration.parse(acte.contenu);
  const { vise, survenuA, recours, auteur, personne, portee } = contenu;
  return {
    type: acte.type,
    vise: { acteId: vise.acteId, numero: vise.numero, empreinte: vise.empreinte },
    phrase: `${majuscule(RECOURS[recours])} : déclaration du ${horodateEnFrancais(survenuA)}, ${AUTEURS[auteur]}${nomDe(acte, personne)}`,
    survenuA,
    auteur: `${acte.redacteur.prenom} ${acte.redacteur.nom}`,
    juridiction: acte.redacteur.rattachement.libelle,
    retrait: null,
    donnees: { recours, auteur, personne, portee },
  };
}

const majuscule = (texte: string): string => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);

const nomDe = (acte: ActeJson, id: string): string => {
  const personne = personneDe(acte, id);
  return personne ? `, ${nomComplet(personne)}` : '';
};
