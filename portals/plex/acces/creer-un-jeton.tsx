import type { Probleme } from '@ppn/api-client';
import { nouvelIdentifiant } from '@ppn/echanges';
import { Alerte, annoncer, Bouton, Case, ChampChoix, ChampTexte, Dialogue, Echec } from '@ppn/kit';
import { Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import { client } from '../client.ts';
import { type Portee, PORTEES, TOUTES } from './portees.ts';

type Proprietes = { readonly surCreation: () => void; readonly surFermeture: () => void };

/** Creer un jeton, puis montrer son secret une seule fois. */
export function CreerUnJeton({ surCreation, surFermeture }: Proprietes) {
  const [secret, poserSecret] = useState<string>();
  return (
    <Dialogue titre="Créer un jeton" surFermeture={surFermeture}>
      {secret === undefined ? (
        <Formulaire
          surFermeture={surFermeture}
          surCreation={(cree) => {
            poserSecret(cree);
            surCreation();
          }}
        />
      ) : (
        <Secret secret={secret} surFermeture={surFermeture} />
      )}
    </Dialogue>
  );
}

type DuFormulaire = { readonly surCreation: (secret: string) => void; readonly surFermeture: () => void };

function Formulaire({ surCreation, surFermeture }: DuFormulaire) {
  const [libelle, poserLibelle] = useState('');
  const [portees, poserPortees] = useState<readonly Portee[]>(['consulter', 'telecharger']);
  const [jours, poserJours] = useState('30');
  const [refus, poserRefus] = useState<Probleme>();
  const [enCours, poserEnCours] = useState(false);
  const id = useRef(nouvelIdentifiant());
  const [tente, poserTente] = useState(false);
  const manque = { libelle: libelle.trim() === '', portees: portees.length === 0 };
  const creer = async (): Promise<void> => {
    poserTente(true);
    if (manque.libelle || manque.portees) return;
    poserEnCours(true);
    const corps = { id: id.current, libelle, portees: [...portees], dureeJours: Number(jours) };
    const rendu = await client.appeler('POST /api/jetons', { corps });
    poserEnCours(false);
    if (rendu.ok) return surCreation(rendu.valeur.secret);
    return poserRefus(rendu.refus);
  };
  return (
    <form
      className="pile"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void creer();
      }}
    >
      <ChampTexte
        libelle="Pour quel logiciel"
        aide="Un nom qui vous dira, plus tard, lequel révoquer."
        maxLength={100}
        value={libelle}
        surSaisie={poserLibelle}
        erreur={tente && manque.libelle ? 'Nommez le logiciel.' : undefined}
      />
      <fieldset className="pile-serree">
        <legend>Ce qu’il permet</legend>
        {TOUTES.map((portee) => (
          <Case
            key={portee}
            coche={portees.includes(portee)}
            surCoche={(coche) =>
              poserPortees(TOUTES.filter((une) => (une === portee ? coche : portees.includes(une))))
            }
          >
            {PORTEES[portee]}
          </Case>
        ))}
        {tente && manque.portees ? (
          <span className="champ-erreur" role="alert">
            Cochez au moins une chose.
          </span>
        ) : null}
      </fieldset>
      <ChampChoix
        libelle="Durée"
        value={jours}
        options={['7', '30', '90'].map((valeur) => ({ valeur, libelle: `${valeur} jours` }))}
        surSaisie={poserJours}
      />
      {refus === undefined ? null : <Echec probleme={refus} />}
      <span className="rangee">
        <Bouton type="submit" genre="primaire" enCours={enCours}>
          Créer le jeton
        </Bouton>
        <Bouton genre="discret" onClick={surFermeture}>
          Abandonner
        </Bouton>
      </span>
    </form>
  );
}

function Secret({ secret, surFermeture }: { readonly secret: string; readonly surFermeture: () => void }) {
  const copier = (): void =>
    void navigator.clipboard.writeText(secret).then(
      () => annoncer('Secret copié.'),
      () => annoncer('Le navigateur refuse la copie : sélectionnez le secret.'),
    );
  return (
    <div className="pile">
      <Alerte ton="attention" titre="Notez-le maintenant" vive>
        <p>Ce secret ne se remontrera pas. Qui l’a agit en votre nom : gardez-le comme une clé.</p>
      </Alerte>
      <code className="echange-code" aria-label="Secret du jeton">
        {secret}
      </code>
      <p className="petit discret">
        À envoyer dans l’en-tête <code>Authorization: Bearer …</code> de chaque demande ; ce que l’API offre
        est décrit à <a href="/api/openapi.json">/api/openapi.json</a>.
      </p>
      <span className="rangee">
        <Bouton icone={<Copy size={16} aria-hidden="true" />} onClick={copier}>
          Copier
        </Bouton>
        <Bouton genre="primaire" onClick={surFermeture}>
          C’est noté
        </Bouton>
      </span>
    </div>
  );
}
