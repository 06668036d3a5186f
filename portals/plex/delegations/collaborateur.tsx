import type { Probleme, ReponsePour } from '@ppn/api-client';
import { annoncer, Bouton, ChampTexte, Dialogue, Echec } from '@ppn/kit';
import type { contratPlex } from '@ppn/service-plex/contract';
import { useState } from 'react';
import { client } from '../client.ts';

type Collaborateur = ReponsePour<typeof contratPlex, 'POST /api/collaborateurs'>;

/** Declarer un secretaire ou un clerc : il aura acces par delegation seulement, avec sa propre carte. */
export function DeclarerUnCollaborateur({
  surDeclare,
}: {
  readonly surDeclare: (personne: Collaborateur) => void;
}) {
  const [ouvert, ouvrir] = useState(false);
  return (
    <>
      <Bouton onClick={() => ouvrir(true)}>Déclarer un collaborateur</Bouton>
      {ouvert ? (
        <Formulaire
          surFermeture={() => ouvrir(false)}
          surDeclare={(personne) => {
            ouvrir(false);
            annoncer(`${personne.nom} est déclaré : donnez-lui maintenant une délégation.`);
            surDeclare(personne);
          }}
        />
      ) : null}
    </>
  );
}

type DuFormulaire = {
  readonly surFermeture: () => void;
  readonly surDeclare: (personne: Collaborateur) => void;
};

function Formulaire({ surFermeture, surDeclare }: DuFormulaire) {
  const [saisie, poser] = useState({ prenom: '', nom: '', numero: '' });
  const [refus, poserRefus] = useState<Probleme>();
  const [enCours, poserEnCours] = useState(false);
  const [tente, poserTente] = useState(false);
  const declarer = async (): Promise<void> => {
    poserTente(true);
    if (Object.values(saisie).some((texte) => texte.trim() === '')) return;
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/collaborateurs', { corps: saisie });
    poserEnCours(false);
    if (rendu.ok) return surDeclare(rendu.valeur);
    return poserRefus(rendu.refus);
  };
  const champ = (nom: keyof typeof saisie, libelle: string, aide?: string) => (
    <ChampTexte
      libelle={libelle}
      aide={aide}
      value={saisie[nom]}
      erreur={tente && saisie[nom].trim() === '' ? 'À remplir.' : undefined}
      surSaisie={(texte) => poser((avant) => ({ ...avant, [nom]: texte }))}
    />
  );
  return (
    <Dialogue titre="Déclarer un collaborateur" surFermeture={surFermeture}>
      <form
        className="pile"
        onSubmit={(evenement) => {
          evenement.preventDefault();
          void declarer();
        }}
      >
        <p className="petit discret">
          Secrétaire, clerc : il entre avec sa propre carte et ne voit que ce que vous lui déléguez. Vous
          répondez de lui.
        </p>
        {champ('prenom', 'Prénom')}
        {champ('nom', 'Nom')}
        {champ('numero', 'Numéro de sa carte', 'Il est inscrit sur la carte.')}
        {refus === undefined ? null : <Echec probleme={refus} />}
        <span className="rangee">
          <Bouton type="submit" genre="primaire" enCours={enCours}>
            Déclarer
          </Bouton>
          <Bouton genre="discret" onClick={surFermeture}>
            Abandonner
          </Bouton>
        </span>
      </form>
    </Dialogue>
  );
}
