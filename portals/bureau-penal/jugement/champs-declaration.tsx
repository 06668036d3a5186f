import { ChampChoix, ChampTexte, ChampZone, Choix } from '@ppn/kit';
import { texteDe } from '../decision/contenu.ts';
import type { ProprietesChamps } from '../decision/proprietes-des-champs.ts';
import { Quand } from '../mention/champs-mention.tsx';
import { nomComplet, roles } from '../vocabulaire.ts';

const options = (choix: Readonly<Record<string, string>>) =>
  Object.entries(choix).map(([valeur, libelle]) => ({ valeur, libelle }));

const RECOURS = {
  appel: 'Appel principal',
  'appel-incident': 'Appel incident',
  opposition: 'Opposition',
  pourvoi: 'Pourvoi en cassation',
  desistement: 'Désistement d’appel',
  'retrait-de-limitation': 'Retour sur la limitation de l’appel',
};
const AUTEURS = {
  prevenu: 'Le prévenu',
  'partie-civile': 'La partie civile',
  procureur: 'Le procureur de la République',
  'procureur-general': 'Le procureur général',
};
const PORTEES = {
  tout: 'toute la décision',
  'action-publique': 'l’action publique',
  'peines-seules': 'les peines seules',
  'action-civile': 'l’action civile',
};
const PAR = {
  'lui-meme': 'en personne',
  avocat: 'par son avocat',
  'fonde-de-pouvoir': 'par un fondé de pouvoir',
};

/** Declaration de recours recue au greffe (502 CPP). */
export const ChampsDeclaration = (proprietes: ProprietesChamps) => {
  const { dossier, contenu, erreurDe, modifier } = proprietes;
  const parquet = texteDe(contenu, 'auteur').startsWith('procureur');
  const choix = (champ: string, libelle: string, valeurs: Readonly<Record<string, string>>) => (
    <ChampChoix
      libelle={libelle}
      erreur={erreurDe(champ)}
      value={texteDe(contenu, champ)}
      options={options(valeurs)}
      surSaisie={(valeur) => modifier({ [champ]: valeur })}
    />
  );
  return (
    <>
      <Quand {...proprietes} champ="survenuA" libelle="Déclaration" />
      <div className="grille-champs">
        {choix('recours', 'Recours', RECOURS)}
        <ChampChoix
          libelle="Qui le forme"
          value={texteDe(contenu, 'auteur')}
          options={options(AUTEURS)}
          surSaisie={(auteur) =>
            modifier({ auteur, ...(auteur.startsWith('procureur') ? { personne: '' } : {}) })
          }
        />
        {parquet ? null : (
          <ChampChoix
            libelle="Personne"
            erreur={erreurDe('personne')}
            value={texteDe(contenu, 'personne')}
            options={[
              { valeur: '', libelle: 'Choisir…' },
              ...dossier.personnes.map((personne) => ({
                valeur: personne.id,
                libelle: `${nomComplet(personne)}, ${personne.roles.map((role) => roles[role]).join(' et ')}`,
              })),
            ]}
            surSaisie={(personne) => modifier({ personne })}
          />
        )}
        {parquet ? null : choix('par', 'Se présente', PAR)}
        {parquet || texteDe(contenu, 'par') === 'lui-meme' ? null : (
          <ChampTexte
            libelle="Avocat ou fondé de pouvoir"
            maxLength={300}
            erreur={erreurDe('declarant')}
            value={texteDe(contenu, 'declarant')}
            surSaisie={(declarant) => modifier({ declarant })}
          />
        )}
        {choix('portee', 'Le recours porte sur', PORTEES)}
      </div>
      {parquet ? null : (
        <Choix
          legende="Signature du déclarant"
          valeur={texteDe(contenu, 'signature') === 'ne-peut-signer' ? 'ne-peut-signer' : 'recueillie'}
          options={[
            { valeur: 'recueillie', libelle: 'recueillie' },
            { valeur: 'ne-peut-signer', libelle: 'ne peut signer' },
          ]}
          surChoix={(signature) => modifier({ signature })}
        />
      )}
      <ChampZone
        libelle="Précisions (facultatif)"
        rows={2}
        maxLength={2_000}
        value={texteDe(contenu, 'precisions')}
        surSaisie={(precisions) => modifier({ precisions })}
      />
    </>
  );
};
