import type { Piece } from '@ppn/dossier/contract';
import { Champ, ChampChoix, ChampTexte, ChampZone, Choix, SaisieDeDate, SaisieDHeure } from '@ppn/kit';
import { useState } from 'react';
import { texteDe } from '../decision/contenu.ts';
import { type Creneau, creneauDe, horodateDe } from '../decision/creneaux.ts';
import type { ProprietesChamps } from '../decision/proprietes-des-champs.ts';
import { nomComplet, roles } from '../vocabulaire.ts';

type Proprietes = ProprietesChamps & { readonly type: string };

/** L'identifiant de l'acte vise, tel que le brouillon le garde. */
const viseDe = (contenu: Proprietes['contenu']): string => {
  const vise = contenu['vise'];
  return typeof vise === 'object' && vise !== null && 'acteId' in vise && typeof vise.acteId === 'string'
    ? vise.acteId
    : '';
};

const Vise = ({ dossier, contenu, erreurDe, modifier, type }: Proprietes) => {
  const actes = dossier.pieces.filter(
    ({ genre, retrait, type: connu }) =>
      genre === 'acte' &&
      (type !== 'mention-annulement' || (retrait === null && connu !== 'mention-annulement')),
  );
  const viser = (piece: Piece | undefined): void =>
    modifier({
      vise:
        piece === undefined
          ? undefined
          : { acteId: piece.id, numero: piece.numero, titre: piece.titre, empreinte: piece.empreinte },
    });
  const choisi = actes.find(({ id }) => id === viseDe(contenu));
  return (
    <ChampChoix
      libelle="Acte visé"
      aide={choisi === undefined ? undefined : `Empreinte SHA-256 : ${choisi.empreinte.slice(0, 16)}…`}
      erreur={erreurDe('vise')}
      value={viseDe(contenu)}
      options={[
        { valeur: '', libelle: 'Choisir…' },
        ...actes.map(({ id, numero, titre }) => ({ valeur: id, libelle: `${numero}. ${titre}` })),
      ]}
      surSaisie={(id) => viser(actes.find((piece) => piece.id === id))}
    />
  );
};

/** Date et heure d'un champ horodate, a Paris. */
export const Quand = ({
  champ,
  libelle,
  contenu,
  erreurDe,
  modifier,
}: ProprietesChamps & { readonly champ: string; readonly libelle: string }) => {
  const [saisi, setSaisi] = useState<Creneau>(() => creneauDe(texteDe(contenu, champ)));
  const ecrire = (creneau: Creneau): void => {
    setSaisi(creneau);
    modifier({ [champ]: horodateDe(creneau.jour, creneau.heure) ?? '' });
  };
  return (
    <div className="grille-champs">
      <Champ libelle={`${libelle} : date`} erreur={erreurDe(champ)}>
        {(liens) => (
          <SaisieDeDate {...liens} valeur={saisi.jour} surSaisie={(jour) => ecrire({ ...saisi, jour })} />
        )}
      </Champ>
      <Champ libelle={`${libelle} : heure (Paris)`}>
        {(liens) => (
          <SaisieDHeure {...liens} valeur={saisi.heure} surSaisie={(heure) => ecrire({ ...saisi, heure })} />
        )}
      </Champ>
    </div>
  );
};

const QuelquUn = ({
  libelle,
  dossier,
  contenu,
  erreurDe,
  modifier,
}: Proprietes & { readonly libelle: string }) => (
  <ChampChoix
    libelle={libelle}
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
);

const Texte = ({
  champ,
  libelle,
  long = false,
  contenu,
  erreurDe,
  modifier,
}: Proprietes & { readonly champ: string; readonly libelle: string; readonly long?: boolean }) => {
  const commun = {
    libelle,
    erreur: erreurDe(champ),
    value: texteDe(contenu, champ),
    surSaisie: (texte: string) => modifier({ [champ]: texte }),
  };
  return long ? (
    <ChampZone {...commun} rows={2} maxLength={2_000} />
  ) : (
    <ChampTexte {...commun} maxLength={300} />
  );
};

const Appel = (proprietes: Proprietes) => {
  const { contenu, erreurDe, modifier } = proprietes;
  const appelant = texteDe(contenu, 'appelant');
  const parquet = appelant === 'procureur' || appelant === 'procureur-general';
  return (
    <>
      <ChampChoix
        libelle="Qui fait appel"
        erreur={erreurDe('appelant')}
        value={appelant}
        options={[
          { valeur: 'prevenu', libelle: 'Le prévenu' },
          { valeur: 'partie-civile', libelle: 'La partie civile' },
          { valeur: 'procureur', libelle: 'Le procureur de la République' },
          { valeur: 'procureur-general', libelle: 'Le procureur général' },
        ]}
        surSaisie={(choisi) =>
          modifier({ appelant: choisi, ...(choisi.startsWith('procureur') ? { personne: '' } : {}) })
        }
      />
      {parquet ? null : <QuelquUn {...proprietes} libelle="Appelant" />}
      <Choix
        legende="Appel"
        valeur={texteDe(contenu, 'genre') === 'incident' ? 'incident' : 'principal'}
        options={[
          { valeur: 'principal', libelle: 'principal' },
          { valeur: 'incident', libelle: 'incident' },
        ]}
        surChoix={(genre) => modifier({ genre })}
      />
      <Texte {...proprietes} champ="portee" libelle="Dispositions attaquées (vide : toutes)" long />
      <Quand {...proprietes} champ="pointDeDepart" libelle="Prononcé ou signification" />
    </>
  );
};

const propres: Readonly<Record<string, (proprietes: Proprietes) => React.ReactNode>> = {
  'mention-appel': (proprietes) => <Appel {...proprietes} />,
  'mention-opposition': (proprietes) => (
    <>
      <QuelquUn {...proprietes} libelle="Opposant" />
      <Texte {...proprietes} champ="portee" libelle="Dispositions attaquées (vide : toutes)" long />
      <Quand {...proprietes} champ="pointDeDepart" libelle="Jugement signifié" />
    </>
  ),
  'mention-rectification': (proprietes) => (
    <>
      <Texte {...proprietes} champ="errone" libelle="Au lieu de" long />
      <Texte {...proprietes} champ="rectifie" libelle="Lire" long />
      <Texte {...proprietes} champ="ordonnee" libelle="Décision qui ordonne la rectification" />
    </>
  ),
  'mention-signification': (proprietes) => (
    <>
      <QuelquUn {...proprietes} libelle="Destinataire" />
      <ChampChoix
        libelle="Mode"
        value={texteDe(proprietes.contenu, 'mode')}
        options={[
          { valeur: 'personne', libelle: 'à personne' },
          { valeur: 'domicile', libelle: 'à domicile' },
          { valeur: 'etude', libelle: 'à l’étude' },
          { valeur: 'electronique', libelle: 'par voie électronique' },
        ]}
        surSaisie={(mode) => proprietes.modifier({ mode })}
      />
      <Texte {...proprietes} champ="par" libelle="Commissaire de justice" />
    </>
  ),
  'mention-annulement': (proprietes) => (
    <>
      <Choix
        legende="Annulé"
        valeur={texteDe(proprietes.contenu, 'voie') === 'jugement' ? 'jugement' : 'instruction'}
        options={[
          { valeur: 'instruction', libelle: 'pendant l’instruction (art. 173 et 174)' },
          { valeur: 'jugement', libelle: 'par la juridiction de jugement (art. 385)' },
        ]}
        surChoix={(voie) => proprietes.modifier({ voie })}
      />
      <Texte {...proprietes} champ="juridiction" libelle="Juridiction qui annule" />
      <Texte {...proprietes} champ="reference" libelle="Référence de la décision" />
      <Texte {...proprietes} champ="motif" libelle="Motif (facultatif)" long />
    </>
  ),
};

/** Ce que date la mention. */
const quand: Readonly<Record<string, string>> = {
  'mention-appel': 'Déclaration d’appel',
  'mention-opposition': 'Opposition',
  'mention-rectification': 'Rectification',
  'mention-signification': 'Signification',
  'mention-annulement': 'Décision d’annulation',
};

/** Champs d'une mention : l'acte vise d'abord, puis quand, puis ce que sa nature demande. */
export const ChampsMention = (proprietes: Proprietes) => (
  <>
    <Vise {...proprietes} />
    <Quand {...proprietes} champ="survenuA" libelle={quand[proprietes.type] ?? 'Fait'} />
    {propres[proprietes.type]?.(proprietes)}
  </>
);
