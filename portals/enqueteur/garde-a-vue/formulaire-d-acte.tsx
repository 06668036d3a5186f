import { Alerte, Case, ChampTexte, Choix } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ChampDeTemps, ChampLigne, ChampLong, TempsEtLieu } from '../acte/champs-communs.tsx';
import { juridictionDe, lectureDe, listeDe, mesureDe, texteDe, vraiDe } from '../acte/contenu.ts';
import { Echanges } from '../acte/echanges.tsx';
import { useFormulaire } from '../acte/redaction.ts';
import type { Vue } from '../application/types.ts';
import { ChampDuMagistrat } from './champ-du-magistrat.tsx';
import { CHAMPS_DES_ACTES_SUIVANTS } from './champs-des-actes-suivants.ts';
import { CHAMPS_PAR_ACTE, type ChampDActe } from './champs-des-actes.ts';
import { Confrontes } from './confrontes.tsx';
import { FaitsRetenus } from './faits-retenus.tsx';
import { basculer, numerosDe, OBJECTIFS_62_2 } from './motifs.ts';
import { Pastilles } from './pastilles.tsx';
import { Reprises } from './reprises.tsx';

/** Formulaire d'un acte de garde a vue : prerempli du registre, decrit par une table. */
export function FormulaireDeMesure({ vue }: { readonly vue: Vue }) {
  const { etat } = useFormulaire();
  const champs = CHAMPS_PAR_ACTE[etat.servie.type] ?? CHAMPS_DES_ACTES_SUIVANTS[etat.servie.type];
  if (champs === undefined)
    return (
      <Alerte ton="attention">
        Cet acte est pris par un magistrat : il ne se rédige pas dans ce portail.
      </Alerte>
    );
  return (
    <>
      <RetourALaMesure />
      <TempsEtLieu />
      {champs.map((champ) => (
        <Un key={champ.cle} champ={champ} vue={vue} />
      ))}
    </>
  );
}

function RetourALaMesure() {
  const { etat } = useFormulaire();
  const id = mesureDe(etat.contenu);
  return id === undefined ? null : (
    <p>
      <Link to="/gardes-a-vue/$id" params={{ id }}>
        Revenir à la mesure
      </Link>
    </p>
  );
}

function Un({ champ, vue }: { readonly champ: ChampDActe; readonly vue: Vue }): ReactNode {
  const { etat, ecrire, erreur } = useFormulaire();
  const { cle, libelle } = champ;
  if (champ.si !== undefined && !champ.si(etat.contenu)) return null;
  switch (champ.genre) {
    case 'temps':
      return <ChampDeTemps champ={cle} libelle={libelle} />;
    case 'ligne':
      return <ChampLigne champ={cle} libelle={libelle} />;
    case 'magistrat':
      return (
        <ChampDuMagistrat
          id={`champ-${cle}`}
          libelle={libelle}
          juridiction={juridictionDe(etat.contenu)}
          autorite={texteDe(etat.contenu, champ.selon)}
          value={texteDe(etat.contenu, cle)}
          erreur={erreur(cle)}
          surSaisie={(nom) => ecrire(cle, nom)}
        />
      );
    case 'long':
      return <ChampLong champ={cle} libelle={libelle} lignes={4} />;
    case 'case':
      return (
        <Case id={`champ-${cle}`} coche={vraiDe(etat.contenu, cle)} surCoche={(coche) => ecrire(cle, coche)}>
          {libelle}
        </Case>
      );
    case 'choix':
      return (
        <div>
          <Pastilles
            id={`champ-${cle}`}
            legende={libelle}
            options={champ.options}
            choisies={[texteDe(etat.contenu, cle)]}
            surChoix={(valeur) => ecrire(cle, valeur)}
          />
          {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
        </div>
      );
    case 'objectifs':
      return <Objectifs cle={cle} libelle={libelle} />;
    case 'prevenir':
      return <APrevenir cle={cle} libelle={libelle} />;
    case 'echanges':
      return <Echanges />;
    case 'confrontes':
      return <Confrontes cle={cle} libelle={libelle} personnes={vue.personnes} />;
    case 'faits':
      return <FaitsRetenus cle={cle} libelle={libelle} />;
    case 'lecture':
      return <Lecture />;
    case 'fichiers':
      return <Fichiers cle={cle} libelle={libelle} vue={vue} />;
    default:
      return <Reprises cle={cle} libelle={libelle} />;
  }
}

function Objectifs({ cle, libelle }: { readonly cle: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const lus = etat.contenu[cle];
  const choisis = Array.isArray(lus) ? lus.map(String) : [];
  return (
    <div>
      <Pastilles
        id={`champ-${cle}`}
        genre="cases"
        legende={libelle}
        options={OBJECTIFS_62_2}
        choisies={choisis}
        surChoix={(valeur) => ecrire(cle, numerosDe(basculer(choisis, valeur)))}
      />
      {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
    </div>
  );
}

function APrevenir({ cle, libelle }: { readonly cle: string; readonly libelle: string }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const lu = etat.contenu[cle];
  const table: Readonly<Record<string, unknown>> = typeof lu === 'object' && lu !== null ? { ...lu } : {};
  const exerce = table['exerce'] === true;
  return (
    <div className="pile-serree" id={`champ-${cle}`} tabIndex={-1}>
      <Case coche={exerce} surCoche={(coche) => ecrire(cle, { ...table, exerce: coche })}>
        {libelle}
      </Case>
      {exerce ? (
        <ChampTexte
          libelle="Nom, téléphone"
          value={typeof table['designation'] === 'string' ? table['designation'] : ''}
          erreur={erreur(cle)}
          surSaisie={(designation) => ecrire(cle, { ...table, designation })}
        />
      ) : null}
    </div>
  );
}

const MODES = [
  { valeur: 'relu-par-la-personne', libelle: 'relu par la personne' },
  { valeur: 'lu-par-l-agent', libelle: 'lu par l’agent' },
] as const;

function Lecture() {
  const { etat, ecrire } = useFormulaire();
  const { mode } = lectureDe(etat.contenu);
  return (
    <Choix
      id="champ-lecture.mode"
      legende="L’acte est"
      valeur={MODES.find(({ valeur }) => valeur === mode)?.valeur}
      options={MODES}
      surChoix={(choisi) => ecrire('lecture', { mode: choisi })}
    />
  );
}

function Fichiers({
  cle,
  libelle,
  vue,
}: {
  readonly cle: string;
  readonly libelle: string;
  readonly vue: Vue;
}) {
  const { etat, ecrire, erreur } = useFormulaire();
  const choisis = listeDe(etat.contenu, cle);
  return (
    <fieldset id={`champ-${cle}`} tabIndex={-1}>
      <legend className="champ-libelle">{libelle}</legend>
      {vue.fichiers.length === 0 ? (
        <p className="petit discret">Déposez le certificat n’importe où sur cette page.</p>
      ) : null}
      {vue.fichiers.map((fichier) => (
        <Case
          key={fichier.id}
          coche={choisis.includes(fichier.id)}
          surCoche={() => ecrire(cle, basculer(choisis, fichier.id))}
        >
          {fichier.nom}
        </Case>
      ))}
      {erreur(cle) === undefined ? null : <span className="champ-erreur">{erreur(cle)}</span>}
    </fieldset>
  );
}
