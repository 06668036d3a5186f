import type { ReponsePour } from '@ppn/api-client';
import type { contratPlex, RefusDOidc } from '@ppn/service-plex/contract';
import { Landmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import { BoutonDEntree } from './bouton-d-entree.tsx';
import { client } from './client.ts';

export type Moyens = ReponsePour<typeof contratPlex, 'GET /api/session/moyens'>;

/** Entrer par le fournisseur d'identite : on y part, on en revient ; revenu sans session, on sait pourquoi. */
export function ParUnFournisseur({ nom }: { readonly nom: string }) {
  const [refus] = useState(refusDuRetour);
  const [erreur, poserErreur] = useState(() => (refus === undefined ? undefined : PHRASES[refus](nom)));
  const [enCours, poserEnCours] = useState(false);
  useEffect(oublierLeRetour, []);
  const partir = async (): Promise<void> => {
    poserEnCours(true);
    poserErreur(undefined);
    const rendu = await client.appeler('POST /api/session/oidc/depart', {
      // Une session trop faible, gardee chez lui, refuserait sans fin.
      corps: { vers: location.pathname, redemander: refus !== undefined },
    });
    if (rendu.ok) return location.assign(rendu.valeur.adresse);
    poserEnCours(false);
    return poserErreur(rendu.refus.detail);
  };
  return (
    <BoutonDEntree
      erreur={erreur}
      icone={<Landmark size={18} aria-hidden="true" />}
      enCours={enCours}
      entrer={partir}
    >
      Se connecter avec {nom}
    </BoutonDEntree>
  );
}

/** Pourquoi le retour n'a rien ouvert, d'apres l'adresse. */
function refusDuRetour(): RefusDOidc | undefined {
  const refus = new URL(location.href).searchParams.get('refus') ?? '';
  return estUnRefus(refus) ? refus : undefined;
}

/** Ote le refus de l'adresse : la recharger ne le redit pas. */
function oublierLeRetour(): void {
  const adresse = new URL(location.href);
  if (!adresse.searchParams.has('refus')) return;
  adresse.searchParams.delete('refus');
  history.replaceState(history.state, '', adresse);
}

const estUnRefus = (texte: string): texte is RefusDOidc => Object.hasOwn(PHRASES, texte);

const PHRASES: Readonly<Record<RefusDOidc, (nom: string) => string>> = {
  'fournisseur-injoignable': (nom) =>
    `Le service d’identité (${nom}) ne répond pas. Réessayez dans un instant, ou connectez-vous autrement.`,
  'connexion-abandonnee': () => 'Connexion abandonnée chez le fournisseur d’identité. Recommencez.',
  'reponse-fausse': () =>
    'Cette connexion a expiré, ou a commencé dans un autre navigateur. Recommencez depuis cette page.',
  'niveau-insuffisant': (nom) =>
    `PLEX demande une authentification à deux facteurs, et ${nom} n’en atteste pas. Recommencez en la choisissant, ou connectez-vous autrement.`,
  'numero-absent': (nom) =>
    `${nom} ne dit pas votre numéro professionnel : PLEX ne peut pas vous reconnaître. Voyez votre ordre, ou connectez-vous avec votre carte.`,
  'hors-annuaire': () =>
    'Vous êtes identifié, mais aucune personne présente à l’annuaire de PLEX ne porte votre numéro. Demandez à votre ordre, ou à la juridiction, de vérifier votre inscription.',
  'trop-d-essais': () => 'Trop de tentatives de connexion depuis ce poste. Attendez cinq minutes.',
  'moyen-ferme': () => 'Cette plate-forme n’admet plus ce fournisseur d’identité. Connectez-vous autrement.',
};
