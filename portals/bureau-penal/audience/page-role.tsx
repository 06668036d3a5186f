import { Alerte, Bouton, Chargement, dateEtHeure, Echec, EtatVide, pluriel, Puce, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { client, problemeDe } from '../client.ts';
import { type AffaireVue, lectureRole, type RoleVu } from './donnees.ts';
import { Jauge } from './jauge.tsx';
import { natures } from './vocabulaire.ts';

const route = getRouteApi('/audiences/$id');

const TONS = { pret: 'succes', 'a-verifier': 'alerte', manque: 'danger' } as const;
const MOTS = { pret: 'prêt', 'a-verifier': 'à vérifier', manque: 'manque' } as const;

const Preparation = ({ preparation }: Pick<AffaireVue, 'preparation'>) => {
  const reste = preparation.filter(({ etat }) => etat !== 'pret');
  if (reste.length === 0) return <Puce ton="succes">prête</Puce>;
  return (
    <ul className="preparation petit">
      {reste.map(({ quoi, etat, phrase }) => (
        <li key={quoi}>
          <Puce ton={TONS[etat]}>{MOTS[etat]}</Puce> {phrase}
        </li>
      ))}
    </ul>
  );
};

const Ligne = ({ affaire }: { readonly affaire: AffaireVue }) => (
  <tr>
    <td className="chiffres">{affaire.rang}</td>
    <td className="chiffres">{affaire.appel.replace(':', ' h ')}</td>
    <th scope="row">
      <Link to="/dossiers/$idj" params={{ idj: affaire.idj }} search={{}}>
        {affaire.prevenus.join(', ') || affaire.intitule}
      </Link>
      <span className="petit discret voie-article">
        {affaire.numero} · {affaire.infractions.join(' ; ')}
        {affaire.victimes.length === 0 ? '' : ` · victime : ${affaire.victimes.join(', ')}`}
      </span>
      {affaire.heurts.map(({ phrase }) => (
        <span key={phrase} className="voie-article petit">
          <Puce ton="alerte">heurt</Puce> {phrase}
        </span>
      ))}
    </th>
    <td className="chiffres">{affaire.dureeMinutes} min</td>
    <td>
      {affaire.jugement === null ? (
        <Preparation preparation={affaire.preparation} />
      ) : (
        <Puce ton="succes">{affaire.jugement}</Puce>
      )}
    </td>
  </tr>
);

const Affaires = ({ role }: { readonly role: RoleVu }) => (
  // Un tableau plus large que l'ecran defile au clavier.
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <section className="panneau tableau-cadre" tabIndex={0} aria-label="Rôle, tableau">
    <table className="tableau role">
      <caption className="hors-ecran">Affaires dans l’ordre d’appel</caption>
      <thead>
        <tr>
          <th scope="col">N°</th>
          <th scope="col">Appel</th>
          <th scope="col">Affaire</th>
          <th scope="col">Durée</th>
          <th scope="col">Préparation</th>
        </tr>
      </thead>
      <tbody>
        {role.affaires.map((affaire) => (
          <Ligne key={affaire.idj + affaire.mode} affaire={affaire} />
        ))}
      </tbody>
    </table>
  </section>
);

/** Le role d'une audience : l'ordre, la jauge, les heurts, ce qui est pret ; il s'imprime. */
export const PageRole = () => {
  const { id } = route.useParams();
  const lecture = useQuery(lectureRole(id));
  const role = lecture.data;
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Rôle d’audience">
            {role === undefined
              ? 'Rôle d’audience'
              : `Audience du ${dateEtHeure(role.audience.debut)}, ${natures[role.audience.nature]}`}
          </TitrePage>
          {role === undefined ? null : (
            <p className="discret petit">
              {role.audience.salle === '' ? 'Salle à fixer' : role.audience.salle} ·{' '}
              {pluriel(role.affaires.length, 'affaire')}, {pluriel(role.pretes, 'prête')} ·{' '}
              <Jauge prises={role.audience.prises} duree={role.audience.dureeMinutes} />
            </p>
          )}
        </div>
        <span className="rangee">
          {role === undefined || role.affaires.length === 0 ? null : (
            <Link to="/audiences/$id/tenir" params={{ id }} search={{}}>
              Tenir l’audience
            </Link>
          )}
          <Bouton
            genre="discret"
            onClick={() => globalThis.open(client.adresse('GET /api/audiences/:id/role/pdf', { id }))}
          >
            Rôle en PDF
          </Bouton>
        </span>
      </div>
      {lecture.isPending ? <Chargement libelle="Lecture du rôle" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {role === undefined || role.heurts.length === 0 ? null : (
        <Alerte ton="attention" titre="Cette audience se heurte">
          {role.heurts.map(({ phrase }) => (
            <p key={phrase}>{phrase}</p>
          ))}
        </Alerte>
      )}
      {role?.affaires.length === 0 ? (
        <section className="panneau">
          <EtatVide>
            <p>Aucune affaire n’est encore inscrite à cette audience.</p>
          </EtatVide>
        </section>
      ) : null}
      {role === undefined || role.affaires.length === 0 ? null : <Affaires role={role} />}
    </div>
  );
};
