import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, Champ, ChampChoix, ChampTexte, ChampZone, SaisieDeDate } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { lectureMotifsDeRetour } from '../arrivees/donnees.ts';
import { nomComplet } from '../vocabulaire.ts';
import { type Contenu, texteDe } from './contenu.ts';
import type { ProprietesChamps } from './proprietes-des-champs.ts';

type Cible =
  | { readonly genre: 'dossier' }
  | { readonly genre: 'piece' | 'fait' | 'personne'; readonly id: string }
  | { readonly genre: 'acte-a-faire'; readonly type: string };
type Remarque = { readonly motif: string; readonly phrase: string; readonly cible: Cible };

const remarquesDe = (contenu: Contenu): readonly Remarque[] =>
  Array.isArray(contenu['remarques']) ? (contenu['remarques'] as readonly Remarque[]) : [];

/** Endroits que l'unite devra reprendre : chacun y devient un lien. */
const endroitsDe = (dossier: VueDossier): readonly { readonly libelle: string; readonly cible: Cible }[] => [
  { libelle: 'Toute la procédure', cible: { genre: 'dossier' } },
  ...[
    ['plainte', 'une plainte'],
    ['constatations', 'des constatations'],
    ['audition-victime', 'l’audition de la victime'],
    ['audition-libre', 'une audition libre'],
  ].map(([type = '', quoi = '']) => ({
    libelle: `Acte à faire : ${quoi}`,
    cible: { genre: 'acte-a-faire', type } as const,
  })),
  ...dossier.personnes.map((personne) => ({
    libelle: `Personne : ${nomComplet(personne)}`,
    cible: { genre: 'personne', id: personne.id } as const,
  })),
  ...dossier.faits.map(({ id, qualification }) => ({
    libelle: `Fait : ${qualification}`,
    cible: { genre: 'fait', id } as const,
  })),
  ...dossier.pieces
    .filter(({ genre }) => genre === 'acte')
    .map(({ id, numero, titre }) => ({
      libelle: `Pièce ${numero} : ${titre}`,
      cible: { genre: 'piece', id } as const,
    })),
];

/** Soit-transmis : ce que l'unite doit completer, ou, et avant quand. */
export const ChampsSoitTransmis = ({ dossier, contenu, erreurDe, modifier }: ProprietesChamps) => {
  const motifs = useQuery(lectureMotifsDeRetour).data ?? [];
  const remarques = remarquesDe(contenu);
  const endroits = endroitsDe(dossier);
  const [saisie, setSaisie] = useState({ motif: 'acte-manquant', endroit: '0', phrase: '' });
  const ajouter = (): void => {
    const cible = endroits[Number(saisie.endroit)]?.cible;
    if (cible === undefined || saisie.phrase.trim() === '') return;
    modifier({ remarques: [...remarques, { motif: saisie.motif, phrase: saisie.phrase.trim(), cible }] });
    setSaisie({ ...saisie, phrase: '' });
  };
  const erreur = erreurDe('remarques');
  return (
    <>
      <fieldset
        className="pile-serree"
        aria-describedby={erreur === undefined ? undefined : 'remarques-erreur'}
      >
        <legend>Ce que l’unité doit faire</legend>
        {erreur === undefined ? null : (
          <span id="remarques-erreur" className="champ-erreur">
            {erreur}
          </span>
        )}
        <ul className="pile-serree">
          {remarques.map((remarque) => (
            <li key={remarque.phrase} className="rangee-ecartee">
              <span>{remarque.phrase}</span>
              <Bouton
                genre="discret"
                aria-label={`Retirer : ${remarque.phrase}`}
                onClick={() => modifier({ remarques: remarques.filter((une) => une !== remarque) })}
              >
                Retirer
              </Bouton>
            </li>
          ))}
        </ul>
        <ChampTexte
          libelle="Demande"
          aide="Par exemple : entendre le gérant du magasin. Entrée l’ajoute."
          maxLength={1_000}
          value={saisie.phrase}
          surSaisie={(phrase) => setSaisie({ ...saisie, phrase })}
          onKeyDown={(evenement) => {
            if (evenement.key !== 'Enter' || evenement.ctrlKey) return;
            evenement.preventDefault();
            ajouter();
          }}
        />
        <div className="grille-champs">
          <ChampChoix
            libelle="Endroit"
            value={saisie.endroit}
            options={endroits.map(({ libelle }, rang) => ({ valeur: String(rang), libelle }))}
            surSaisie={(endroit) => setSaisie({ ...saisie, endroit })}
          />
          <ChampChoix
            libelle="Raison"
            value={saisie.motif}
            options={motifs.map(({ code, libelle }) => ({ valeur: code, libelle }))}
            surSaisie={(motif) => setSaisie({ ...saisie, motif })}
          />
        </div>
        <Bouton onClick={ajouter}>Ajouter la demande</Bouton>
      </fieldset>
      <Champ libelle="Attendu avant le (facultatif)" erreur={erreurDe('avant')}>
        {(liens) => (
          <SaisieDeDate
            {...liens}
            valeur={texteDe(contenu, 'avant')}
            surSaisie={(avant) => modifier({ avant })}
          />
        )}
      </Champ>
      <ChampZone
        libelle="Instructions (facultatif)"
        rows={3}
        maxLength={8_000}
        value={texteDe(contenu, 'instructions')}
        surSaisie={(instructions) => modifier({ instructions })}
      />
    </>
  );
};
