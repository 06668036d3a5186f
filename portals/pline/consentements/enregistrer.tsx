import { nouvelIdentifiant } from '@ppn/echanges';
import { annoncer, Alerte, Bouton, Champ, ChampTexte, Panneau, SaisieDeDate } from '@ppn/kit';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { manquesDuConsentement, type SaisieDeConsentement, VIDE } from './saisie.ts';

/** Enregistrer un consentement : qui, a quelle adresse, pour quelle procedure, dans quel acte. */
export function Enregistrer() {
  const cache = useQueryClient();
  const [id, poserId] = useState(nouvelIdentifiant);
  const [saisie, poserSaisie] = useState<SaisieDeConsentement>(VIDE);
  const [montrer, poserMontrer] = useState(false);
  const [refus, poserRefus] = useState<string>();
  const [enCours, poserEnCours] = useState(false);
  const manques = manquesDuConsentement(saisie);
  const erreurDe = (champ: keyof SaisieDeConsentement): string | undefined =>
    montrer ? manques[champ] : undefined;
  const change = (suite: Partial<SaisieDeConsentement>): void => poserSaisie({ ...saisie, ...suite });
  const enregistrer = async (): Promise<void> => {
    const premier = Object.keys(manques)[0];
    poserMontrer(premier !== undefined);
    if (premier !== undefined) return document.getElementById(premier)?.focus();
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/consentements', { corps: { id, ...saisie } });
    poserEnCours(false);
    if (!rendu.ok) return poserRefus(rendu.refus.detail);
    poserId(nouvelIdentifiant());
    poserSaisie(VIDE);
    poserRefus(undefined);
    annoncer('Le consentement est enregistré : la personne se trouve parmi les destinataires.');
    return cache.invalidateQueries({ queryKey: ['consentements'] });
  };
  return (
    <Panneau titre="Enregistrer un consentement">
      <div className="pile">
        <div className="grille-champs">
          <ChampTexte
            id="prenom"
            libelle="Prénom"
            value={saisie.prenom}
            erreur={erreurDe('prenom')}
            maxLength={100}
            surSaisie={(prenom) => change({ prenom })}
          />
          <ChampTexte
            id="nom"
            libelle="Nom"
            value={saisie.nom}
            erreur={erreurDe('nom')}
            maxLength={100}
            surSaisie={(nom) => change({ nom })}
          />
          <ChampTexte
            id="courriel"
            plein
            type="email"
            libelle="Adresse électronique déclarée"
            value={saisie.courriel}
            erreur={erreurDe('courriel')}
            maxLength={200}
            surSaisie={(courriel) => change({ courriel: courriel.trim() })}
          />
          <ChampTexte
            id="idj"
            libelle="Procédure"
            placeholder="IDJ-2026-…"
            value={saisie.idj}
            erreur={erreurDe('idj')}
            surSaisie={(idj) => change({ idj: idj.trim().toLocaleUpperCase('fr') })}
          />
          <Champ id="acteDate" libelle="Date de l’acte" erreur={erreurDe('acteDate')}>
            {(liens) => (
              <SaisieDeDate
                {...liens}
                valeur={saisie.acteDate}
                surSaisie={(acteDate) => change({ acteDate })}
              />
            )}
          </Champ>
          <ChampTexte
            id="acte"
            plein
            libelle="Acte signé qui le porte"
            aide="Par exemple : procès-verbal d’audition n° 4."
            value={saisie.acte}
            erreur={erreurDe('acte')}
            maxLength={200}
            surSaisie={(acte) => change({ acte })}
          />
        </div>
        {refus === undefined ? null : (
          <Alerte ton="danger" vive>
            <p>{refus}</p>
          </Alerte>
        )}
        <span>
          <Bouton genre="primaire" enCours={enCours} onClick={() => void enregistrer()}>
            Enregistrer
          </Bouton>
        </span>
      </div>
    </Panneau>
  );
}
