import {
  annoncer,
  Alerte,
  Bouton,
  Case,
  Champ,
  Chargement,
  ChampChoix,
  ChampTexte,
  Choix,
  SaisieDeDate,
} from '@ppn/kit';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../application/client.ts';
import { invalider } from '../application/donnees.ts';
import type { Personne } from '../application/types.ts';
import { nomComplet, ROLES } from '../application/vocabulaire.ts';
import { useFiche } from './fiche-enregistree.ts';
import { RefusDeFiche } from './refus-de-fiche.tsx';
import { useVueOuverte } from '../dossier/vue-ouverte.ts';

type Saisie = Omit<Personne, 'id'>;

const VIDE: Saisie = {
  genre: 'physique',
  nom: '',
  prenoms: '',
  nomUsage: '',
  sexe: 'non-precise',
  neLe: '',
  neA: '',
  nationalite: '',
  profession: '',
  adresse: '',
  telephone: '',
  courriel: '',
  representant: '',
  roles: [],
};

/** Fiche d'une personne : saisie une fois, reprise par tous les actes. */
export function PageDePersonne() {
  const { idj, personneId } = useParams({ from: '/dossiers/$idj/personnes/$personneId' });
  const { data: vue } = useVueOuverte(idj);
  if (vue === undefined) return <Chargement />;
  const connue = vue.personnes.find(({ id }) => id === personneId);
  return (
    <Fiche
      key={personneId}
      idj={idj}
      id={personneId}
      connue={connue}
      modifiable={vue.peut.includes('rediger')}
    />
  );
}

function Fiche({
  idj,
  id,
  connue,
  modifiable,
}: {
  readonly idj: string;
  readonly id: string;
  readonly connue: Personne | undefined;
  readonly modifiable: boolean;
}) {
  const [saisie, poserSaisie] = useState<Saisie>(connue ?? VIDE);
  const naviguer = useNavigate();
  const retour = (): void => {
    invalider({ genre: 'dossier', idj });
    void naviguer({ to: '/dossiers/$idj', params: { idj } });
  };
  const fiche = useFiche<unknown>(() => {
    annoncer('Personne enregistrée.');
    retour();
  });
  const retrait = useFiche<unknown>(() => {
    annoncer('Personne retirée du dossier.');
    retour();
  });
  const changer = (change: Partial<Saisie>): void => poserSaisie((avant) => ({ ...avant, ...change }));
  const champ = (nom: keyof Saisie) => ({ id: `champ-${nom}`, erreur: fiche.erreurs[nom] });
  const texte = (
    nom:
      | 'nom'
      | 'prenoms'
      | 'nomUsage'
      | 'neA'
      | 'nationalite'
      | 'profession'
      | 'adresse'
      | 'telephone'
      | 'courriel'
      | 'representant',
    libelle: string,
  ) => (
    <ChampTexte
      libelle={libelle}
      {...champ(nom)}
      value={saisie[nom]}
      readOnly={!modifiable}
      surSaisie={(valeur) => changer({ [nom]: valeur })}
    />
  );
  const morale = saisie.genre === 'morale';
  return (
    <form
      className="panneau"
      noValidate
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void fiche.envoyer(aVerifier(saisie), () =>
          client.appeler('PUT /api/dossiers/:idj/personnes/:id', { idj, id, corps: sansIdentifiant(saisie) }),
        );
      }}
    >
      <header className="panneau-tete">
        <h2>{connue === undefined ? 'Nouvelle personne' : nomComplet(connue)}</h2>
      </header>
      <div className="panneau-corps pile">
        <RefusDeFiche {...fiche} />
        <RefusDeFiche {...retrait} />
        <Choix
          legende="La personne est"
          valeur={saisie.genre}
          options={[
            { valeur: 'physique', libelle: 'une personne physique' },
            { valeur: 'morale', libelle: 'une personne morale' },
          ]}
          surChoix={(genre) => changer({ genre })}
        />
        <fieldset id="champ-roles" tabIndex={-1}>
          <legend className="champ-libelle">Qualité dans la procédure</legend>
          <div className="choix">
            {Object.entries(ROLES).map(([cle, libelle]) => (
              <Case
                key={cle}
                coche={saisie.roles.some((role) => role === cle)}
                surCoche={(coche) => changer({ roles: basculer(saisie.roles, cle, coche) })}
              >
                {libelle}
              </Case>
            ))}
          </div>
          {fiche.erreurs['roles'] === undefined ? null : (
            <span className="champ-erreur">{fiche.erreurs['roles']}</span>
          )}
        </fieldset>
        <div className="grille-champs">
          {morale ? (
            <>
              {texte('nom', 'Raison sociale')}
              {texte('representant', 'Représentée par')}
            </>
          ) : (
            <>
              {texte('nom', 'Nom de naissance')}
              {texte('prenoms', 'Prénoms')}
              {texte('nomUsage', 'Nom d’usage')}
              <ChampChoix
                libelle="Sexe"
                value={saisie.sexe}
                options={[
                  { valeur: 'non-precise', libelle: 'non précisé' },
                  { valeur: 'feminin', libelle: 'féminin' },
                  { valeur: 'masculin', libelle: 'masculin' },
                ]}
                surSaisie={(sexe) =>
                  changer({ sexe: sexe === 'feminin' || sexe === 'masculin' ? sexe : 'non-precise' })
                }
              />
              <Champ libelle="Né(e) le" {...champ('neLe')}>
                {(liens) => (
                  <SaisieDeDate
                    {...liens}
                    readOnly={!modifiable}
                    valeur={saisie.neLe}
                    surSaisie={(neLe) => changer({ neLe })}
                  />
                )}
              </Champ>
              {texte('neA', 'Né(e) à (commune, pays)')}
              {texte('nationalite', 'Nationalité')}
              {texte('profession', 'Profession')}
            </>
          )}
          {texte('adresse', morale ? 'Siège ou adresse' : 'Adresse')}
          {texte('telephone', 'Téléphone')}
          {texte('courriel', 'Courriel')}
        </div>
        {modifiable ? (
          <div className="rangee-ecartee">
            <Bouton type="submit" genre="primaire" touche="Entrée" enCours={fiche.enCours}>
              Enregistrer
            </Bouton>
            {connue === undefined ? null : (
              <Bouton
                genre="danger"
                enCours={retrait.enCours}
                onClick={() =>
                  void retrait.envoyer({}, () =>
                    client.appeler('DELETE /api/dossiers/:idj/personnes/:id', { idj, id }),
                  )
                }
              >
                Retirer du dossier
              </Bouton>
            )}
          </div>
        ) : (
          <Alerte>Ce dossier n’est plus modifiable ici.</Alerte>
        )}
      </div>
    </form>
  );
}

/** Ce que le portail sait deja manquant, dit en francais avant d'appeler le service. */
const aVerifier = ({ nom, roles, genre }: Saisie): Readonly<Record<string, string>> => ({
  ...(roles.length === 0 ? { roles: 'Cochez au moins une qualité.' } : {}),
  ...(nom.trim() === ''
    ? { nom: genre === 'morale' ? 'La raison sociale est nécessaire.' : 'Le nom est nécessaire.' }
    : {}),
});

function basculer(roles: Personne['roles'], cle: string, coche: boolean): Personne['roles'] {
  const tous = ['victime', 'mis-en-cause', 'temoin'] as const;
  return tous.filter((role) => (role === cle ? coche : roles.includes(role)));
}

function sansIdentifiant(saisie: Saisie & { readonly id?: unknown }): Saisie {
  const { id: _, ...reste } = saisie;
  return reste;
}
