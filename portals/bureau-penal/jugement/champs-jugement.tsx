import { Alerte, Chargement, ChampTexte, ChampZone, Choix } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { listeDe, texteDe } from '../decision/contenu.ts';
import type { ProprietesChamps } from '../decision/proprietes-des-champs.ts';
import { Quand } from '../mention/champs-mention.tsx';
import { ChampsCivils } from './champs-civils.tsx';
import { ChampsPrevenu } from './champs-prevenu.tsx';
import { lecturePeines } from './donnees.ts';
import { objetsDe, remplacer } from './objets.ts';

const Composition = (proprietes: ProprietesChamps) => {
  const { contenu, erreurDe, modifier } = proprietes;
  const collegiale = texteDe(contenu, 'formation') === 'collegiale';
  return (
    <>
      <Quand {...proprietes} champ="audience" libelle="Audience" />
      <Quand {...proprietes} champ="prononceA" libelle="Prononcé" />
      <Choix
        legende="Formation"
        valeur={collegiale ? 'collegiale' : 'juge-unique'}
        options={[
          { valeur: 'juge-unique', libelle: 'juge unique (398-1)' },
          { valeur: 'collegiale', libelle: 'collégiale (398)' },
        ]}
        surChoix={(formation) => modifier({ formation })}
      />
      <div className="grille-champs">
        <ChampTexte
          libelle="Chambre"
          maxLength={80}
          erreur={erreurDe('chambre')}
          value={texteDe(contenu, 'chambre')}
          surSaisie={(chambre) => modifier({ chambre })}
        />
        <ChampTexte
          libelle="Ministère public"
          maxLength={200}
          erreur={erreurDe('ministerePublic')}
          value={texteDe(contenu, 'ministerePublic')}
          surSaisie={(ministerePublic) => modifier({ ministerePublic })}
        />
      </div>
      {collegiale ? (
        <ChampZone
          libelle="Assesseurs, un par ligne"
          rows={2}
          erreur={erreurDe('assesseurs')}
          value={listeDe(contenu, 'assesseurs').join('\n')}
          surSaisie={(texte) => modifier({ assesseurs: texte === '' ? [] : texte.split('\n') })}
        />
      ) : null}
    </>
  );
};

/** Le projet de jugement, deja rempli du dossier : composition, chaque prevenu, chaque victime, les motifs. */
export const ChampsJugement = (proprietes: ProprietesChamps) => {
  const { dossier, contenu, erreurDe, modifier } = proprietes;
  const peines = useQuery(lecturePeines);
  const prevenus = objetsDe(contenu, 'prevenus');
  const civils = objetsDe(contenu, 'civils');
  const defauts = ['prevenus', 'issues', 'peines', 'civils'].flatMap((champ) => erreurDe(champ) ?? []);
  if (peines.isPending) return <Chargement libelle="Chargement des peines" />;
  return (
    <>
      {prevenus.map((prevenu, rang) => (
        <ChampsPrevenu
          key={texteDe(prevenu, 'personne')}
          {...{ dossier, prevenu }}
          issues={objetsDe(contenu, 'issues')}
          peines={objetsDe(contenu, 'peines')}
          nomenclature={peines.data ?? []}
          modifier={(champs) => modifier({ prevenus: remplacer(prevenus, rang, champs) })}
          surIssues={(issues) => modifier({ issues })}
          surPeines={(liste) => modifier({ peines: liste })}
        />
      ))}
      {civils.map((civil, rang) => (
        <ChampsCivils
          key={texteDe(civil, 'victime')}
          {...{ dossier, civil }}
          prevenus={prevenus.map((prevenu) => texteDe(prevenu, 'personne'))}
          modifier={(champs) => modifier({ civils: remplacer(civils, rang, champs) })}
        />
      ))}
      {defauts.length === 0 ? null : (
        <Alerte ton="attention" titre="Le dispositif">
          {defauts.map((phrase) => (
            <p key={phrase}>{phrase}</p>
          ))}
        </Alerte>
      )}
      <ChampZone
        libelle="Motifs"
        rows={6}
        maxLength={60_000}
        erreur={erreurDe('motifs')}
        value={texteDe(contenu, 'motifs')}
        surSaisie={(motifs) => modifier({ motifs })}
      />
      <Composition {...proprietes} />
      <p className="petit discret">Le président et le greffier qui signent sont écrits d’eux-mêmes.</p>
    </>
  );
};
