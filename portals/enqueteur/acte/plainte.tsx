import { Case } from '@ppn/kit';
import type { Vue } from '../application/types.ts';
import { ChampLong, ChoixDePersonne, ChoixDesFaits, Relecture, TempsEtLieu } from './champs-communs.tsx';
import { vraiDe } from './contenu.ts';
import { useFormulaire } from './redaction.ts';

/** Plainte (art. 15-3, 10-2 CPP). */
export function Plainte({ vue }: { readonly vue: Vue }) {
  const { etat, ecrire, erreur } = useFormulaire();
  const phrase = erreur('droitsRemis');
  return (
    <>
      <TempsEtLieu />
      <ChoixDePersonne vue={vue} libelle="Plaignant" />
      <ChoixDesFaits vue={vue} legende="Faits dénoncés" />
      <ChampLong champ="recit" libelle="Déclaration" lignes={9} />
      <ChampLong champ="prejudice" libelle="Préjudice déclaré" lignes={2} />
      <div className="pile-serree">
        <Case
          id="champ-droitsRemis"
          coche={vraiDe(etat.contenu, 'droitsRemis')}
          surCoche={(coche) => ecrire('droitsRemis', coche)}
        >
          L’avis des droits de la victime a été remis <span className="discret">(art. 10-2 CPP)</span>
        </Case>
        {phrase === undefined ? null : <span className="champ-erreur">{phrase}</span>}
      </div>
      <Relecture />
    </>
  );
}
