import { typographie } from '@ppn/kit';
import type { OuvertureDeTablette } from '../application/types.ts';

type Lecture = OuvertureDeTablette['lecture'];
type Bloc = Lecture['blocs'][number];

/** L'acte entier, bloc par bloc : exactement les mots du PDF. */
export const TexteDeLActe = ({ lecture }: { readonly lecture: Lecture }) => (
  <article className="acte-a-lire" aria-label="Texte de l’acte">
    <p className="acte-en-tete">
      {lecture.enTete.map((ligne) => (
        <span key={ligne}>{ligne}</span>
      ))}
    </p>
    <p className="acte-titre">{lecture.titre}</p>
    {lecture.blocs.map((bloc, rang) => (
      <BlocALire key={`${bloc.type} ${rang}`} bloc={bloc} />
    ))}
    <p className="discret petit">{lecture.reference}</p>
  </article>
);

function BlocALire({ bloc }: { readonly bloc: Bloc }) {
  switch (bloc.type) {
    case 'titre':
      return bloc.niveau === 3 ? <h3>{typographie(bloc.texte)}</h3> : <h2>{typographie(bloc.texte)}</h2>;
    case 'paragraphe':
      return <p className="acte-lignes">{typographie(bloc.texte)}</p>;
    case 'mention':
      return <p className="acte-mention acte-lignes">{typographie(bloc.texte)}</p>;
    case 'champs':
      return (
        <dl className="acte-champs">
          {bloc.champs.map(({ libelle, valeur }) => (
            <div key={libelle}>
              <dt>{typographie(libelle)}</dt>
              <dd className="acte-lignes">{typographie(valeur)}</dd>
            </div>
          ))}
        </dl>
      );
    case 'question':
      return (
        <div className="acte-question">
          <p className="acte-lignes">
            <span className="discret petit">Question</span>
            <em>{typographie(bloc.question)}</em>
          </p>
          <p className="acte-lignes">
            <span className="discret petit">Réponse</span>
            {typographie(bloc.reponse)}
          </p>
        </div>
      );
    case 'liste':
      return (
        <ul className="acte-liste">
          {bloc.elements.map((element) => (
            <li key={element}>{typographie(element)}</li>
          ))}
        </ul>
      );
    case 'tableau':
      return <TableauALire bloc={bloc} />;
    case 'image':
      return <p className="discret">{typographie(bloc.legende)}</p>;
  }
}

const TableauALire = ({ bloc }: { readonly bloc: Extract<Bloc, { type: 'tableau' }> }) => (
  <table className="tableau">
    <thead>
      <tr>
        {bloc.entetes.map((entete) => (
          <th key={entete} scope="col">
            {entete}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {bloc.lignes.map((ligne) => (
        <tr key={ligne.join(' ')}>
          {ligne.map((cellule, rang) => (
            <td key={bloc.entetes[rang] ?? cellule}>{typographie(cellule)}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);
