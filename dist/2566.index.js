const v=2566,P=[2566],D={2566:(function(d,l,s){s.d(l,{defaultTable:()=>c.a});var o=s(8995),c=s(6312),m=s(3963),r=s(4052);const u=(0,o.createRequire)(import.meta.url)}),6312:(function(d,l,s){s.d(l,{a:()=>r,b:()=>u,c:()=>h,d:()=>p,e:()=>f,f:()=>$,g:()=>y,h:()=>E,i:()=>w});var o=s(8995),c=s(3963);const m=(0,o.createRequire)(import.meta.url);var r="fairway_migrations";async function u(t,a){let[e]=await t.query(`select coalesce(n.nspname, current_schema()) as schema, c.oid is not null as there,
       quote_ident(coalesce(n.nspname, current_schema())) || '.' || quote_ident($1::text) as table
     from (select to_regclass(quote_ident($1::text)) as oid) r
       left join pg_class c on c.oid = r.oid left join pg_namespace n on n.oid = c.relnamespace`,[a]);if(!e?.schema||!e.table)throw(0,c.b)({code:"no-schema",message:"this database user has no schema to keep the table of migrations in",cure:"Give the user a search_path with a schema that exists, such as public."});if(!e.there)return{table:e.table,exists:!1,rows:[]};let n=await t.query(`select id, file, sha256, phase, state, release, statements from ${e.table} order by applied_at, id`);return{table:e.table,exists:!0,rows:n}}async function h(t,a){await t.query(`create table ${a} (
       id text primary key,
       file text not null,
       sha256 text not null,
       phase text not null check (phase in ('expand', 'contract')),
       state text not null check (state in ('started', 'applied')),
       applied_at timestamptz not null default clock_timestamp(),
       release text not null,
       statements integer not null,
       duration interval not null default interval '0'
     )`)}async function p(t,a,e){await _(t,a,"applied",e)}async function f(t,a,e){await _(t,a,"started",e)}async function $(t,a,e,n){await t.query(`update ${a} set statements = $2 where id = $1`,[e,n])}async function y(t,a,e){await t.query(`update ${a} set state = 'applied', statements = $2, duration = make_interval(secs => $3),
       applied_at = clock_timestamp() where id = $1`,[e.file.id,e.statements,e.seconds])}async function E(t,a,e){await t.query(`delete from ${a} where id = $1 and state = 'started'`,[e])}async function w(t,a,e){return(await t.query(`select 1 from ${a} where id = $1 and state = 'applied'`,[e])).length>0}async function _(t,a,e,n){let{file:i,release:x,statements:b,seconds:O}=n;await t.query(`insert into ${a} (id, file, sha256, phase, state, release, statements, duration)
     values ($1, $2, $3, $4, $5, $6, $7, make_interval(secs => $8))`,[i.id,i.path,i.sha256,i.phase,e,x,b,O])}})};export{v as id,P as ids,D as modules};
